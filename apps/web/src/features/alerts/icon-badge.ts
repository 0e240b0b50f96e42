const drawing = '/favicon.svg';
const size = 64;

let shown = '';
let picture: HTMLImageElement | null = null;

/** "3" on the icon of the tab, a dot where nothing mentions anybody, the plain icon where nothing waits. */
export async function showOnIcon({ total, mentioning }: { total: number; mentioning: number }): Promise<void> {
  const text = iconText(total, mentioning);
  if (text === shown) return;
  shown = text;
  const address = text === '' ? drawing : await draw(text === '•' ? '' : text);
  // Something else may wait by now.
  if (text === shown) link().href = address;
}

/** A number says that somebody means me; the rest is there when I look. */
function iconText(total: number, mentioning: number): string {
  if (mentioning > 0) return mentioning > 9 ? '9+' : String(mentioning);
  return total > 0 ? '•' : '';
}

async function draw(text: string): Promise<string> {
  picture ??= await load();
  const canvas = document.createElement('canvas');
  canvas.width = size;
  canvas.height = size;
  const pen = canvas.getContext('2d');
  if (pen === null) return drawing;
  pen.drawImage(picture, 0, 0, size, size);
  const radius = text === '' ? size * 0.2 : size * 0.31;
  const [x, y] = [size - radius, text === '' ? radius : size - radius];
  // A gap around it, so that it stands apart on every tab.
  pen.globalCompositeOperation = 'destination-out';
  circle(pen, x, y, radius + 4);
  pen.globalCompositeOperation = 'source-over';
  pen.fillStyle = '#cf2f22';
  circle(pen, x, y, radius);
  pen.fillStyle = '#fff';
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.font = `700 ${text.length > 1 ? size * 0.36 : size * 0.48}px system-ui, sans-serif`;
  pen.fillText(text, x, y + size * 0.025);
  return canvas.toDataURL('image/png');
}

function circle(pen: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  pen.beginPath();
  pen.arc(x, y, radius, 0, Math.PI * 2);
  pen.fill();
}

async function load(): Promise<HTMLImageElement> {
  const image = new Image(size, size);
  image.src = drawing;
  await image.decode();
  return image;
}

function link(): HTMLLinkElement {
  const found = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (found !== null) return found;
  const made = document.createElement('link');
  made.rel = 'icon';
  document.head.append(made);
  return made;
}
