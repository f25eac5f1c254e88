// Keeps the live parts of the page up to date and sends its forms without leaving it. Without this
// script the page works too: forms answer with the page, and reloading shows what has happened.
import { Idiomorph } from '/assets/idiomorph.js';

const everyMs = 700;

/** Puts the live parts of another copy of the page in place of ours; focus and scrolling stay. */
function show(html, options) {
  const fresh = new DOMParser().parseFromString(html, 'text/html');
  for (const part of document.querySelectorAll('[data-live]')) {
    const next = fresh.getElementById(part.id);
    if (!next || next.outerHTML === part.outerHTML) continue;
    // A part that names its kind holds what is being typed: only another kind takes its place.
    if (part.dataset.live !== '' && part.dataset.live === next.dataset.live) continue;
    Idiomorph.morph(part, next);
  }
  if (options?.method !== 'POST') return;
  const problems = fresh.querySelector('.problems');
  document.querySelector('.problems')?.remove();
  if (problems) document.querySelector('.masthead').after(problems);
}

let isAway = false;
function tell(away) {
  if (away === isAway) return;
  isAway = away;
  document.body.classList.toggle('away', away);
}

let latest = 0;
async function load(url, options) {
  const mine = (latest += 1);
  const answer = await fetch(url, options);
  const html = await answer.text();
  // Something newer was asked for meanwhile.
  if (mine !== latest) return answer;
  show(html, options);
  return answer;
}

async function keepUp() {
  try {
    if (!document.hidden) await load(location.href);
    tell(false);
  } catch {
    tell(true);
  }
  setTimeout(keepUp, everyMs);
}

/** A form that begins a conversation needs another composer: that is another page. */
const changesPage = (form) => form.getAttribute('action') === '/start';

document.addEventListener('submit', async (event) => {
  const form = event.target;
  if (changesPage(form)) return;
  event.preventDefault();
  const body = new URLSearchParams(new FormData(form, event.submitter));
  try {
    const answer = await load(form.action, { method: 'POST', body });
    if (!answer.ok) return;
    if ('clear' in form.dataset) form.reset();
    // What the answer shows is the chosen conversation; here another one may be looked at.
    await load(location.href);
  } catch {
    tell(true);
  }
});

keepUp();
