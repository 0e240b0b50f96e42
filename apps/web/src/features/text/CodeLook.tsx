import type { ReactNode } from 'react';

type CodeLookProps = { language: string | null; children: ReactNode; action?: ReactNode };

/** Lines of code as they are: from left to right whatever stands around them, and to the byte. */
export function CodeLook({ language, children, action }: CodeLookProps) {
  return (
    <figure dir="ltr" className="group/code">
      {language !== null && <figcaption>{language}</figcaption>}
      <pre tabIndex={0} data-scrolls>
        <code>{children}</code>
      </pre>
      {action}
    </figure>
  );
}
