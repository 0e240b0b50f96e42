import { cloneElement, Fragment, type ReactElement, type ReactNode } from 'react';

type Elements = Readonly<Record<string, ReactElement<{ children?: ReactNode }>>>;

const tag = /<(\w+)(?:\/>|>(.*?)<\/\1>)/;

/**
 * A sentence with elements in it: rich(t`New here? <link>Create an account</link>`, { link: <Link to="/register" /> }).
 * What is set apart is an element without words: t`<name/> left`. So are names and all that people wrote: as values of t
 * they could bring tags of their own.
 */
export function rich(text: string, elements: Elements): ReactNode {
  return text.split(tag).map((part, index, parts) => {
    // Text, name of a tag, words between its two; and so on.
    if (index % 3 === 0) return part;
    const element = index % 3 === 1 ? elements[part] : undefined;
    const words = parts[index + 1];
    if (element === undefined) return null;
    return (
      <Fragment key={index}>{words === undefined ? element : cloneElement(element, { children: words })}</Fragment>
    );
  });
}
