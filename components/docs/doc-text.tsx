import Link from "next/link";
import { type ComponentProps, isValidElement, type ReactNode } from "react";
import Markdown, { type Components } from "react-markdown";
import rehypeSlug from "rehype-slug";
import remarkGfm from "remark-gfm";
import { docHref } from "../../server/docs/doc-pages.ts";
import { CodeBlock } from "../ui/code-block.tsx";

/** Markdown of our own repository in the Console's type. Its pictures show the page one is in: left out. */
export function DocText({ path, text }: { path: string; text: string }) {
  return (
    <Markdown
      remarkPlugins={[remarkGfm]}
      rehypePlugins={[rehypeSlug]}
      components={{ ...components, a: (props) => <DocLink path={path} {...props} /> }}
      // What a link may be is docHref's to say.
      urlTransform={(url) => url}
    >
      {text}
    </Markdown>
  );
}

function DocLink({ path, href = "", children }: ComponentProps<"a"> & { path: string }) {
  const to = docHref(path, href);
  if (to === null) return <>{children}</>;
  const look = "font-medium text-accent underline underline-offset-2 hover:text-accent-strong";
  if (!to.startsWith("https:")) {
    return (
      <Link href={to} className={look}>
        {children}
      </Link>
    );
  }
  return (
    <a href={to} target="_blank" rel="noreferrer" className={look}>
      {children}
    </a>
  );
}

const heading = "scroll-mt-16 text-balance font-semibold tracking-tight lg:scroll-mt-6";

const components: Components = {
  h1: ({ children, id }) => (
    <h1 id={id} className={`${heading} mb-4 text-xl leading-8`}>
      {children}
    </h1>
  ),
  h2: ({ children, id }) => (
    <h2 id={id} className={`${heading} mt-8 mb-2 text-base`}>
      {children}
    </h2>
  ),
  h3: ({ children, id }) => (
    <h3 id={id} className={`${heading} mt-6 mb-1.5`}>
      {children}
    </h3>
  ),
  p: ({ children }) => <p className="my-3 text-pretty leading-6">{children}</p>,
  ul: ({ children }) => <ul className="my-3 list-disc space-y-1 pl-5 leading-6">{children}</ul>,
  ol: ({ children }) => <ol className="my-3 list-decimal space-y-1 pl-5 leading-6">{children}</ol>,
  code: ({ children }) => (
    <code className="break-words rounded bg-sunken px-1 py-0.5 font-mono text-[0.8125rem]">
      {children}
    </code>
  ),
  pre: ({ children }) => (
    <CodeBlock value={textOf(children).trimEnd()} label="example" className="my-3" />
  ),
  table: ({ children }) => (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section aria-label="Table" tabIndex={0} className="my-4 overflow-x-auto rounded-lg border">
      <table className="w-full text-left leading-6">{children}</table>
    </section>
  ),
  th: ({ children }) => <th className="border-b bg-sunken px-3 py-1.5 font-medium">{children}</th>,
  td: ({ children }) => <td className="border-t px-3 py-1.5 align-top">{children}</td>,
  img: () => null,
};

/** What a code block holds, as it is copied. */
function textOf(node: ReactNode): string {
  if (typeof node === "string") return node;
  if (Array.isArray(node)) return node.map(textOf).join("");
  return isValidElement<{ children?: ReactNode }>(node) ? textOf(node.props.children) : "";
}
