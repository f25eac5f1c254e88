import { stem } from './stem.ts';

/**
 * Words of everyday English: they carry little of what a question is about, and a knowledge base
 * that lacks one of them may still answer. A word that is neither here nor in the knowledge base
 * is a name or a special term, and a passage without it hardly answers.
 */
const list = `
  pdf faq id ok able accept accident account across act action actual add address advice afraid age agree ahead allow alone already always amount annoy
  another answer anymore anywhere apart appear apply area around ask attempt automatic available avoid aware away
  back bad bank base basic become begin behind believe below big bit black block blue boss bother both bottom box boy brand break bring brother build business
  busy button buy call card care careful carry case catch cause certain chance change charge cheap check child choice choose city clear click client close
  co-worker code colleague come common company complain complete computer concern confirm confuse consider contact continue control convenient copy correct
  cost country couple course cover create current customer cut daily dark date day deal decide deep default delay depend describe desk detail
  different difficult direct disappear discover do double drive drop due early easy edge edit effect email employee empty
  end enough enter entire error especially even evening event ever every exact example except exist expect expensive expire explain extra eye face fact fail fall
  family far fast feature feel few field figure fill final find fine finish first fit fix follow food force forget form forward free friday friend front full fun
  future game general girl give glad go great green group grow guess guide guy half hand handle hang happen happy hard hate head hear heavy hide high history
  hit hold holiday home hope hour house huge human hurry idea important impossible include increase inform information inside instead interest internet issue item job
  join july june keep key kid kind know lady large last late later laptop learn leave left less let level life light like limit line link list listen little live load
  local lock long look lose lot love low lunch machine main major make man manage many march mark matter mean meet member mention mess message middle mind minute miss mistake
  monday money month monthly morning mother move much multiple name near necessary need never new next nice night none normal note notice number
  obvious occur odd offer office often old onto open option order ordinary original otherwise outside page paper part particular partner pass past pay people per perfect
  perhaps period person phone pick picture piece place plan play please plenty point poor popular possible post prefer present press pretty previous price private
  probably problem proceed process product proper provide pull purpose push put question quick quiet rather reach read ready real realize realise reason receive recent
  recommend record red regular relate release remember remove reply request require rest result return right ring room rule run sad safe same saturday save say
  screen second see seem select sell send sense separate september serious set several shop short show side sign similar simple simply since single sister site sit situation size
  skip slow small solve soon sort sound space speak special specific spend spot stand start state stay step stick stop store story straight strange street strong
  stuff subject success sudden suggest suit sunday support suppose sure surprise switch system table take talk team tell ten term test text thing think third thought three thursday
  ticket tie time tiny tired today together tomorrow tonight top total touch tough town trouble true trust try tuesday turn twice two type typical understand unfortunate
  unable update urgent use useful user usual value various version visit voice wait walk wall watch water weather website wednesday week weekend weekly weird well
  white whole wide wife wish woman wonder word work world worry worth write wrong yeah year yearly yellow yesterday young
  accidentally anybody apparently besides earlier finally immediately mostly nearly nobody normally personally previously recently sometimes suddenly usually
  brilliant huge massive awesome wonderful terrible horrible weird ridiculous frustrating annoying
  approximately currently directly properly correctly exactly simply quickly easily automatically
  goes going gone gave given went came told said saw seen knew known made done found kept lost paid sent sold spent took taken thought tried wrote written chose chosen
  began begun bought brought built caught felt forgot forgotten got gotten held left meant met read ran set shown stood understood wore
  doing having being trying looking using getting wondering hoping
  anyone who's someone everybody folk folks gentleman ladies hubby manager stuff supposed gonna wanna gotta kinda
`;

const stems: ReadonlySet<string> = new Set(
  list
    .trim()
    .split(/\s+/)
    .map((word) => stem(word.replace(/'s$/, ''), 'en')),
);

export const isEveryday = (stemmed: string): boolean => stems.has(stemmed);
