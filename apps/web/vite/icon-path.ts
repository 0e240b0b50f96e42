/** An element of an icon, as Lucide writes it. */
export type Shape = readonly [tag: string, attributes: Readonly<Record<string, string>>];

/**
 * All of an icon's lines as the `d` of one path: an icon is stroked in one colour, so it looks the same, and takes a third of
 * the bytes and one element on the page. Null for one that holds more than lines.
 */
export function pathOf(shapes: readonly Shape[]): string | null {
  const parts = shapes.map(([tag, attributes]) => lines[tag]?.(readerOf(attributes)) ?? null);
  const isAll = shapes.every(([, attributes]) => Object.keys(attributes).every((name) => geometry.has(name)));
  return isAll && parts.every((part) => part !== null) ? parts.join('') : null;
}

const geometry = new Set('key d points cx cy r rx ry x y width height x1 y1 x2 y2'.split(' '));

type Reader = { text: (name: string) => string; number: (...names: string[]) => number };

/** The first of the names that it has; 0 without any, as SVG has it. */
function readerOf(attributes: Readonly<Record<string, string>>): Reader {
  return {
    text: (name) => attributes[name] ?? '',
    number: (...names) => Number(names.map((name) => attributes[name]).find((value) => value !== undefined) ?? 0),
  };
}

const lines: Readonly<Record<string, (reader: Reader) => string>> = {
  path: ({ text }) => startingAbsolutely(text('d')),
  line: ({ number }) => `M${number('x1')} ${number('y1')}L${number('x2')} ${number('y2')}`,
  polyline: ({ text }) => `M${text('points')}`,
  polygon: ({ text }) => `M${text('points')}z`,
  circle: ellipse,
  ellipse,
  rect,
};

function ellipse({ number }: Reader): string {
  const [across, down] = [number('rx', 'r'), number('ry', 'r')];
  const arc = `a${across} ${down} 0 1 0 `;
  return `M${round(number('cx') - across)} ${number('cy')}${arc}${2 * across} 0${arc}${-2 * across} 0z`;
}

function rect({ number }: Reader): string {
  const radius = number('rx', 'ry');
  const [wide, high] = [round(number('width') - 2 * radius), round(number('height') - 2 * radius)];
  const turn = (x: number, y: number): string => (radius === 0 ? '' : `a${radius} ${radius} 0 0 1 ${x} ${y}`);
  const sides = [
    `h${wide}${turn(radius, radius)}`,
    `v${high}${turn(-radius, radius)}`,
    `h${-wide}${turn(-radius, -radius)}`,
    `v${-high}${turn(radius, -radius)}`,
  ];
  return `M${round(number('x') + radius)} ${number('y')}${sides.join('')}z`;
}

/** Where a path stands behind another one, its first "m" would go on from the other's end, and what follows it without a letter too. */
function startingAbsolutely(d: string): string {
  const begun = /^m\s*(?<x>-?[\d.]+)[\s,]*(?<y>-?(?:\d*\.)?\d+)\s*(?<rest>.*)$/su.exec(d)?.groups;
  if (begun === undefined) return d;
  const { x = '', y = '', rest = '' } = begun;
  return `M${x} ${y}${/^[\d.-]/.test(rest) ? 'l' : ''}${rest}`;
}

const round = (value: number): number => Number(value.toFixed(3));
