import type { ComponentChildren, VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';

/** A whole document: plain HTML, readable without scripts; text is escaped by the renderer. */
export const renderPage = (page: VNode): string => `<!doctype html>${renderToString(page)}`;

/** What every page has around it. */
export function Layout(props: {
  title: string;
  code?: string | null;
  children: ComponentChildren;
}) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <title>{`${props.title} · Sidenote`}</title>
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/assets/style.css" />
      </head>
      <body>
        <header class="masthead">
          <span class="mark" aria-hidden="true" />
          <strong>Sidenote</strong>
          {props.code ? <code class="code">{props.code}</code> : null}
        </header>
        <main>{props.children}</main>
      </body>
    </html>
  );
}
