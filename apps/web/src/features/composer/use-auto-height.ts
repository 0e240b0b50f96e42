import { useLayoutEffect, type RefObject } from 'react';

/** Its CSS makes the field as high as its text. Measuring it with every letter lays the page out three times. */
const isByItself = CSS.supports('field-sizing', 'content');

/** The field is as high as its text, also in browsers that know no `field-sizing`; its CSS bounds it. */
export function useAutoHeight(field: RefObject<HTMLTextAreaElement | null>, text: string): void {
  useLayoutEffect(() => {
    if (!isByItself && field.current) fitHeight(field.current, text);
  }, [field, text]);
}

function fitHeight(element: HTMLTextAreaElement, text: string): void {
  element.style.height = 'auto';
  // An empty field is one line, however long its placeholder is.
  if (text !== '') element.style.height = `${element.scrollHeight}px`;
  element.style.overflowY = element.scrollHeight > element.clientHeight ? 'auto' : 'hidden';
}
