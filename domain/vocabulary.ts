import { stem } from './stem.ts';

/**
 * A little general knowledge of how customers and help pages word the same thing. Words of support
 * in general, never of one product. English, the language of most help centres; other languages
 * do without.
 */
const phraseList = `
  log in=login|sign in=login|signing in=login|logging in=login|logged in=login|signed in=login|signin=login|log into=login|sign into=login
  sign up=signup|signing up=signup|signed up=signup|log out=logout|sign out=logout|logged out=logout|signed out=logout
  set up=setup|setting up=setup|two factor=2fa|2 factor=2fa|two step=2fa|multi factor=2fa|second factor=2fa|get rid=delete|getting rid=delete
  turn off=disable|switch off=disable|turning off=disable|turned off=disable|turn on=enable|switch on=enable|turning on=enable|switching on=enable
  time zone=timezone|time zones=timezone|money back=refund|credit card=card|debit card=card|credit cards=card|debit cards=card|single sign=sso|phone number=phone
  spread sheet=spreadsheet|web site=website|opt out=optout|cell phone=mobile|smart phone=mobile|shut down=close|close down=close
  pass word=password|user name=username|back up=backup|fall behind=late|how much=price|hand over=transfer|handing over=transfer|take over=transfer
  time off=vacation|day off=vacation|days off=vacation|carry over=rollover|carried over=rollover|carries over=rollover|roll over=rollover|rolled over=rollover
`;

/** Pairs of words that stand for one. */
export const phrases: ReadonlyMap<string, string> = new Map(
  phraseList
    .split(/[|\n]/)
    .map((line) => line.trim().split('='))
    .flatMap(([from, to]) => (from && to ? [[from, to] as const] : [])),
);

/** One line, one meaning. A word may stand in several lines. */
const synonymLines = `
  remove delete erase wipe drop uninstall
  delete deletion destroy
  deactivate disable suspend
  invoice bill receipt
  bill billing charge payment
  price cost fee pricing rate
  pay payment
  login password credential
  login access
  logout session
  locked blocked lockout
  member user teammate colleague coworker employee person people staff seat worker
  invite add
  teammate team
  boss manager owner admin administrator
  role permission right access allowed
  company business organisation organization workspace firm agency
  customer client
  buy purchase order upgrade subscribe
  cancel terminate quit stop end unsubscribe leave
  plan subscription tier package
  downgrade lower reduce
  trial free
  refund reimburse reimbursement
  discount coupon promo voucher
  change edit update modify alter switch rename adjust
  create make add new
  move transfer migrate
  transfer ownership
  export download extract
  import upload migrate
  spreadsheet excel csv xlsx
  file document attachment
  picture image photo logo avatar
  email mail message inbox
  notify notification alert reminder email remind
  phone mobile app ios android iphone ipad tablet
  device phone mobile tablet
  device computer laptop
  lost lose broken stolen missing
  offline online internet
  2fa authenticator otp verification
  sso saml okta
  error fail failure broken bug issue problem wrong
  slow speed performance loading
  stop pause
  begin start
  restore recover undo undelete retrieve
  backup restore
  reset forgot forget lost recover
  show display view see appear visible
  hide invisible private
  find search locate
  setting preference option configure configuration
  setup install configure connect integrate
  connect link integration integrate sync
  limit maximum quota cap allowance
  schedule plan calendar shift
  holiday vacation leave absence
  hours time
  report statistic stats analytics
  copy duplicate clone
  merge combine
  share public
  secure security safe
  privacy gdpr personal
  encrypt encryption
  address domain url
  currency euro dollar
  tax vat
  card visa mastercard
  late overdue
  contact support
  website site
  page screen
  retention keep stored
  location where hosted
  guest external visitor
  api token key developer
  webhook callback
  language translate translation locale
  color colour theme
  legal lawyer attorney sue lawsuit court solicitor litigation
  quit cancel
  hacked stolen compromised breach
`;

const groups = new Map<string, Set<string>>();
for (const line of synonymLines.trim().split('\n')) {
  const stems = line
    .trim()
    .split(/\s+/)
    .map((word) => stem(word, 'en'));
  for (const one of stems)
    groups.set(one, new Set([...(groups.get(one) ?? []), ...stems.filter((it) => it !== one)]));
}
const none: ReadonlySet<string> = new Set();

/** Stems that may stand for this one. */
export const synonymsOf = (stemmed: string): ReadonlySet<string> => groups.get(stemmed) ?? none;

/** How much a synonym counts beside the word itself. */
export const synonymWeight = 0.6;
