const lists: Readonly<Record<string, string>> = {
  en: `a about above after again all also am an and any anybody anyone anything are arent as at be because been before being below
    between both but by can cant cannot could couldnt did didnt do does doesnt doing dont done down during each either else ever every for from
    further get gets getting got had has hasnt have havent having he hello help her here hers hey hi him his how i id if ill im in
    into is isnt it its itself ive just let lets like may maybe me might more most much must my myself no nor not now of off
    ok okay on once only or other our ours out over own please pls possible same shall she should shouldnt so some somehow someone
    something somewhere still such than thank thanks that thats the their theirs them then there theres these they theyre this those though
    through thx to too under until up upon us very via want wants was wasnt way we well were werent weve what whats when where
    wheres whether which while who whom whose why will with within without wont would wouldnt yes yet you youd youll your youre yours
    dear sir madam team guys everyone good morning afternoon evening regards cheers best greetings kindly sorry anyway actually basically
    really quite also etc eg ie`,
  de: `aber alle allem allen aller alles als also am an auch auf aus bei beim bin bis bist bitte da dabei damit danach danke dann das
    dass dein deine dem den denn der des dessen die dies diese diesem diesen dieser dieses dir doch dort du durch ein eine einem einen
    einer eines er es etwas euch euer eure fur gibt guten hab habe haben hallo hat hatte hatten ich ihm ihn ihnen ihr ihre ihrem ihren
    ihrer im in ins ist ja jede jedem jeden jeder jedes jetzt kann kannst kein keine keinem keinen keiner konnen konnte konnten konnt liebe
    mal man mein meine meinem meinen meiner meines mich mir mit mochte muss mussen nach nein nicht nichts noch nun nur ob oder ohne schon
    sehr sein seine seinem seinen seiner sich sie sind so soll sollte solche sowie tag uber um und uns unser unsere unserem unseren unserer
    unter vom von vor wann war waren warum was weil welche welchem welchen welcher welches wenn wer werde werden wie wieder will wir wird
    wo wohin wurde wurden zu zum zur freundliche grusse mfg`,
  es: `a al algo ante antes aqui asi aun aunque buenas buenos cada como con cual cuales cuando cuanto de del desde dias donde dos durante e el
    ella ellas ellos en entre era es esa esas ese eso esos esta estan estar este esto estos estoy favor fue gracias ha haber hace hacer
    hacia han hasta hay he hola la las le les lo los mas me mi mis mucho muy nada ni no nos nosotros nuestra nuestro o os otra otro para pero
    poder por porque puede puedo pueden que quien quiero quiere saludos se sea ser si sin sobre solo son soy su sus tambien tengo tenemos tiene
    todo todos tu tus un una uno unos usted ustedes y ya yo tardes noches necesito ayuda`,
  fr: `a ai alors apres as au aucun aussi autre aux avant avec avez avoir avons bien bonjour bonsoir c ca car ce ceci cela ces cet cette ceux
    chaque chez comme comment cordialement d dans de depuis des du elle elles en encore entre es est et etait etc ete etes etre eu faire fait
    faut il ils j je jai l la le les leur leurs lui m ma mais me meme merci mes moi mon n ne nest ni non nos notre nous on ont ou par parce pas
    peut peux plait plus pour pourquoi pouvez puis puisje qu quand que quel quelle quelles quels quelque qui quoi s sa sans se sera ses si sil
    sommes son sont suis sur t ta te tes toi ton tous tout toute toutes tres tu un une vers veux voudrais vos votre vous y salut svp besoin aide`,
  pt: `a ao as ate com como da das de do dos e ela ele em entre era essa esse esta este eu foi ha isso ja la lhe mais mas me meu minha muito
    na nao nas no nos nossa nosso o obrigado ola os ou para pela pelo por porque posso qual quando que quem se sem ser seu sua so tem tenho um
    uma voce`,
  it: `a ai al alla anche avere che chi ci come con cosa da dal dalla dei del della delle di dove e ed era essere fare gli grazie ha hai hanno
    ho i il in io la le lo loro ma mi mia mio nel nella no noi non o per perche piu posso puo quale quando questa questo qui se sei si sono sua
    suo ti tra tu un una uno vi voi ciao salve`,
  nl: `aan al als altijd bij dan dat de den der deze die dit doen door dus een en er ge geen haar had heb hebben heeft het hem hier hij hoe hun
    ik in is ja je kan kunnen maar me meer met mij mijn moet na naar niet nog nu of om omdat ons onze ook op over te tot u uit uw van veel
    voor waar wat we welke wie wij wil worden zal ze zich zij zijn zo bedankt hallo`,
};

const sets = new Map<string, ReadonlySet<string>>(
  Object.entries(lists).map(([language, words]) => [language, new Set(words.split(/\s+/))]),
);
const none: ReadonlySet<string> = new Set();

/** Words that say nothing about a message's subject, without accents and apostrophes. */
export const stopWords = (language: string): ReadonlySet<string> => sets.get(language) ?? none;
