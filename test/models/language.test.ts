import { describe, expect, it } from 'vitest';
import { createLanguageDetector } from '../../models/language.ts';

const detector = await createLanguageDetector();

describe('language detection', () => {
  it.each([
    ['How do I add a teammate to my workspace?', 'en'],
    ['Wie kann ich meine Rechnungen exportieren?', 'de'],
    ['¿Cómo puedo cambiar mi contraseña?', 'es'],
    ['Comment puis-je changer mon mot de passe ?', 'fr'],
    ['Come posso cambiare la mia password?', 'it'],
    ['Як я можу змінити пароль до облікового запису?', 'uk'],
    ['パスワードを変更するにはどうすればよいですか', 'ja'],
  ])('%s', async (text, language) => {
    expect(await detector.detect(text, null)).toEqual({ language, confident: true });
  });

  it.each([['ok'], ['4471'], [''], ['👍👍'], ['SSO SAML'], ['https://x.example']])(
    'falls back for %j',
    async (text) => {
      expect(await detector.detect(text, 'de-AT')).toEqual({ language: 'de', confident: false });
      expect(await detector.detect(text, null)).toEqual({ language: 'en', confident: false });
    },
  );
});
