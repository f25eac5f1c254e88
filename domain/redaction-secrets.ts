import { type Finder, finderOf } from './redaction-finding.ts';

/**
 * What secrets look like. Each pattern's last group is the secret itself; what stands before it
 * stays. All run in time proportional to the text: bounded repetitions, no nesting.
 */
const secret = (pattern: RegExp): Finder => finderOf('SECRET', pattern);
const password = (pattern: RegExp): Finder => finderOf('PASSWORD', pattern);

/** Characters of a secret in running text; placeholders of ours are left alone. */
const value = String.raw`(?!<[A-Z]+_\d+>)[^\s"'<>,;]{1,200}`;

const passwordWords =
  'password|passwd|passphrase|passcode|pass ?word|pwd|passwort|kennwort|mot de passe|contraseña|contrasena|clave|senha|wachtwoord|lösenord|hasło|haslo|salasana|пароль|parola|şifre|sifre|密码|パスワード|pin';
const keyWords =
  'api[ _-]?key|api[ _-]?token|access[ _-]?token|auth[ _-]?token|refresh[ _-]?token|client[ _-]?secret|secret[ _-]?key|private[ _-]?key|secret|token|key|schlüssel|clé|clave|chiave|chave';

const finders: readonly Finder[] = [
  secret(
    /(-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\s\S]{0,8000}?-----END [A-Z ]{0,30}PRIVATE KEY-----)/g,
  ),
  secret(/\b(eyJ[\w-]{8,2000}\.[\w-]{8,4000}\.[\w-]{8,2000})/g),
  secret(/\b((?:sk|pk|rk)[-_](?:proj-|live_|test_|ant-)?[A-Za-z0-9_-]{16,200})/g),
  secret(/\b(gh[pousr]_[A-Za-z0-9]{20,255}|github_pat_\w{20,255}|glpat-[\w-]{16,100})/g),
  secret(/\b(xox[abeoprs]-[A-Za-z0-9-]{10,200}|xapp-[A-Za-z0-9-]{10,200})/g),
  secret(/\b((?:AKIA|ASIA|AGPA|AROA)[A-Z0-9]{16})\b/g),
  secret(
    /\b(AIza[\w-]{30,60}|ya29\.[\w-]{20,300}|SG\.[\w-]{16,64}\.[\w-]{16,64}|npm_[A-Za-z0-9]{30,60}|dG9rOm[\w=]{20,100}|whsec_[\w]{16,100}|shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32})/g,
  ),
  secret(/\b(?:Bearer|Basic)\s{1,3}([A-Za-z0-9._~+/=-]{16,2000})/gi),
  // Credentials in an address, and the query parameters that carry them.
  secret(/\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@]{1,100}:([^\s:/@<>]{1,200})@/gi),
  secret(
    /[?&#;](?:access_token|refresh_token|id_token|auth|token|api_?key|key|secret|password|passwd|pwd|sig|signature|code|session|sessionid|sid|jwt)=([^\s&#"'<>]{4,2000})/gi,
  ),
  // A long word of mixed characters after the word for a key.
  secret(
    new RegExp(
      String.raw`(?<![\p{L}\d])(?:${keyWords})(?:[ \t]{0,3}[:=]\s{0,3}|\s{1,3}(?:is|ist|est|es|é|è|lautet)\s{0,3}:?\s{0,3}|\s{1,3})["'\x60]?((?=[A-Za-z0-9+/_=-]{0,60}\d)[A-Za-z0-9+/_=-]{16,500})`,
      'giu',
    ),
  ),
  password(
    new RegExp(
      String.raw`(?<![\p{L}\d])(?:${passwordWords})[ \t]{0,3}[:=：][ \t]{0,3}["'\x60]?(${value})`,
      'giu',
    ),
  ),
  // "my password is x": a word with a digit or a sign in it, or one in quotes; not "is wrong".
  password(
    new RegExp(
      String.raw`(?<![\p{L}\d])(?:${passwordWords})\s{1,3}(?:is|was|ist|war|lautet|est|es|era|é|è|to|auf|是)\s{1,3}(?:["'\x60]([^\s"'\x60<>]{1,100})["'\x60]|((?=[^\s<>]{0,60}[\d!@#$%^&*_+=])(?!<)[^\s"'<>,;]{4,100}))`,
      'giu',
    ),
  ),
];

export const secrets: Finder = (text) => finders.flatMap((find) => find(text));
