import { type ClientState, type ConfabClient, chatIn, messagesIn, rangeAt } from '@confab/client';
import { doorOf } from '@confab/protocol/threads';
import { tell } from '../../../lib/notices.ts';
import { t } from '../../../lib/words.ts';
import { isVoiced, type Voiced } from './blocks.ts';
import { fileAddress } from './sources.ts';

/** A voice message, and where it stands. */
export type Voice = { chatId: string; seq: number; file: Voiced };
export type Playing = { isRunning: boolean; atMs: number };

const speeds = [1, 1.5, 2] as const;
export type Speed = (typeof speeds)[number];

const still: Playing = { isRunning: false, atMs: 0 };
const listeners = new Set<() => void>();
let current: { voice: Voice; client: ConfabClient } | null = null;
let playing = still;
let speed: Speed = 1;
let element: HTMLAudioElement | null = null;

/** One plays at a time, wherever its row has scrolled to. */
export function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The same object as long as nothing of this file changed. */
export function readPlaying(fileId: string): Playing {
  return current?.voice.file.id === fileId ? playing : still;
}

export function readSpeed(): Speed {
  return speed;
}

export function nextSpeed(): void {
  speed = speeds[(speeds.indexOf(speed) + 1) % speeds.length] ?? 1;
  if (element) element.playbackRate = speed;
  announce();
}

export function toggle(client: ConfabClient, voice: Voice): void {
  if (playing.isRunning && current?.voice.file.id === voice.file.id) audio().pause();
  else play(client, voice);
}

/** Also of one that does not play: it begins there. */
export function seek(client: ConfabClient, voice: Voice, atMs: number): void {
  take(client, voice);
  audio().currentTime = atMs / 1_000;
  change({ ...playing, atMs });
}

function play(client: ConfabClient, voice: Voice): void {
  take(client, voice);
  const sound = audio();
  sound.playbackRate = speed;
  sound.play().catch((reason: unknown) => {
    // Somebody paused it before it began.
    if (reason instanceof DOMException && reason.name === 'AbortError') return;
    tell(t`The voice message can’t be played.`);
  });
}

function take(client: ConfabClient, voice: Voice): void {
  if (current?.voice.file.id === voice.file.id) return;
  audio().src = fileAddress(voice.file);
  current = { voice, client };
  change(still);
}

function audio(): HTMLAudioElement {
  if (element) return element;
  element = new Audio();
  element.preload = 'metadata';
  element.addEventListener('play', () => change({ ...playing, isRunning: true }));
  element.addEventListener('pause', () => change({ ...playing, isRunning: false }));
  element.addEventListener('timeupdate', follow);
  element.addEventListener('ended', goOn);
  return element;
}

function follow(): void {
  if (current === null || element === null) return;
  // Elsewhere there is nothing to stop it by.
  if (!window.location.pathname.includes(doorOf(current.voice.chatId))) element.pause();
  change({ ...playing, atMs: element.currentTime * 1_000 });
}

function goOn(): void {
  if (current === null) return;
  const { client, voice } = current;
  const next = nextVoice(client.getState(), voice);
  if (next) play(client, next);
  else change(still);
}

/** The next one in the same chat, of what is here. */
function nextVoice(state: ClientState, { chatId, seq, file }: Voice): Voice | null {
  const log = chatIn(state, chatId)?.log;
  const range = log && rangeAt(log, seq);
  if (!log || !range) return null;
  for (const message of messagesIn(log, { from: seq, to: range.to })) {
    const voices = (message.files ?? []).filter(isVoiced);
    // Of its own message those after it.
    const [found] = message.seq === seq ? voices.slice(voices.findIndex(({ id }) => id === file.id) + 1) : voices;
    if (found) return { chatId, seq: message.seq, file: found };
  }
  return null;
}

function change(next: Playing): void {
  playing = next;
  announce();
}

function announce(): void {
  for (const listener of listeners) listener();
}
