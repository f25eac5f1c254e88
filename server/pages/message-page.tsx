import { Layout } from './render.tsx';

/** A page that has only something to say: a link that does not open, an error. */
export const MessagePage = (props: { title: string; sentence: string }) => (
  <Layout title={props.title}>
    <section class="verdict plain">
      <h1>{props.title}</h1>
      <p>{props.sentence}</p>
    </section>
  </Layout>
);
