/**
 * Stands in for React's where the build compiles the early script: components without state are drawn once, as plain
 * elements, by a thirtieth of the code. What they say becomes text nodes; handlers are left out, nothing here acts.
 */
type Props = Record<string, unknown> & { children?: unknown };

const attributeNames: Record<string, string> = { className: 'class', htmlFor: 'for', dateTime: 'datetime' };

export function jsx(type: string | ((props: Props) => unknown), props: Props): unknown {
  if (typeof type === 'function') return type(props);
  const element = document.createElement(type);
  for (const [name, value] of Object.entries(props)) setProperty(element, name, value);
  append(element, props.children);
  return element;
}

export function jsxs(type: Parameters<typeof jsx>[0], props: Props): unknown {
  return jsx(type, props);
}

export function Fragment({ children }: Props): unknown {
  return children;
}

function setProperty(element: HTMLElement, name: string, value: unknown): void {
  if (name === 'style') Object.assign(element.style, value);
  const isWord = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  if (name === 'children' || !isWord) return;
  // For ARIA false is a value; elsewhere it means that there is no such attribute.
  if (value === false && !name.startsWith('aria-')) return;
  const text = value === true && !name.startsWith('aria-') ? '' : String(value);
  element.setAttribute(attributeNames[name] ?? name.toLowerCase(), text);
}

function append(parent: HTMLElement, child: unknown): void {
  if (Array.isArray(child)) for (const one of child) append(parent, one);
  else if (child instanceof Node) parent.append(child);
  else if (typeof child === 'string' || typeof child === 'number') parent.append(String(child));
}
