import type { FileVoice } from '@confab/protocol';
import { limits } from '@confab/protocol/limits';
import { levelOf, peaksOf } from './peaks.ts';

export type Recording = {
  status: 'recording' | 'paused';
  ms: number;
  /** How loud each tenth of a second was, 0–255. */
  levels: readonly number[];
};

export type Recorded = { bytes: Blob; voice: FileVoice };

/** What all browsers play comes first. */
const types = ['audio/mp4;codecs=mp4a.40.2', 'audio/mp4', 'audio/webm;codecs=opus', 'audio/ogg;codecs=opus'];
/** Enough for speech. */
const bitsPerSecond = 48_000;
const [levelMs, sliceMs] = [100, 1_000];

/** The page is on an address that a browser gives no microphone to, or the browser has no recorder. */
export function canRecord(): boolean {
  return window.isSecureContext && 'mediaDevices' in navigator && 'MediaRecorder' in window;
}

/** One recording of the microphone, from the permission to the bytes. */
export class Recorder {
  readonly #stream: MediaStream;
  readonly #recorder: MediaRecorder;
  readonly #audio = new AudioContext();
  readonly #analyser: AnalyserNode;
  readonly #listeners = new Set<() => void>();
  readonly #slices: Blob[] = [];
  readonly #timer: number;
  #state: Recording = { status: 'recording', ms: 0, levels: [] };
  #tickedAt = performance.now();

  /** Rejects as `getUserMedia` does: with `NotAllowedError` where the person, or the browser, says no. */
  static async begin(): Promise<Recorder> {
    const audio = { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 };
    return new Recorder(await navigator.mediaDevices.getUserMedia({ audio }));
  }

  private constructor(stream: MediaStream) {
    this.#stream = stream;
    const mimeType = types.find((type) => MediaRecorder.isTypeSupported(type));
    this.#recorder = new MediaRecorder(stream, { audioBitsPerSecond: bitsPerSecond, ...(mimeType && { mimeType }) });
    this.#recorder.addEventListener('dataavailable', ({ data }) => this.#slices.push(data));
    this.#analyser = this.#audio.createAnalyser();
    this.#audio.createMediaStreamSource(stream).connect(this.#analyser);
    this.#recorder.start(sliceMs);
    this.#timer = window.setInterval(() => this.#tick(), levelMs);
  }

  read = (): Recording => this.#state;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  toggle(): void {
    const isPaused = this.#state.status === 'paused';
    if (isPaused) this.#recorder.resume();
    else this.#recorder.pause();
    this.#tickedAt = performance.now();
    this.#become({ status: isPaused ? 'recording' : 'paused' });
  }

  /** Null where nothing was recorded. */
  async stop(): Promise<Recorded | null> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#recorder.addEventListener('stop', () => resolve());
    if (this.#recorder.state === 'inactive') resolve();
    else this.#recorder.stop();
    await promise;
    this.cancel();
    const { ms, levels } = this.#state;
    const type = this.#recorder.mimeType.replace(/;.*/, '');
    const bytes = new Blob(this.#slices, { type });
    return bytes.size === 0 || ms < 1
      ? null
      : { bytes, voice: { ms: Math.min(limits.voiceMsMax, Math.round(ms)), peaks: peaksOf(levels) } };
  }

  /** The microphone is free again. */
  cancel(): void {
    window.clearInterval(this.#timer);
    for (const track of this.#stream.getTracks()) track.stop();
    if (this.#audio.state !== 'closed') void this.#audio.close();
  }

  #tick(): void {
    if (this.#state.status === 'paused') return;
    const now = performance.now();
    const samples = new Float32Array(this.#analyser.fftSize);
    this.#analyser.getFloatTimeDomainData(samples);
    const { ms, levels } = this.#state;
    this.#become({ ms: ms + now - this.#tickedAt, levels: [...levels, levelOf(samples)] });
    this.#tickedAt = now;
    // Longer is no message.
    if (this.#state.ms >= limits.voiceMsMax - sliceMs) this.toggle();
  }

  #become(part: Partial<Recording>): void {
    this.#state = { ...this.#state, ...part };
    for (const listener of this.#listeners) listener();
  }
}
