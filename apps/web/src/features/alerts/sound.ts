/** Two short tones, a fourth apart: heard, and not startling. Each as [hertz, seconds from the start]. */
const tones = [
  [659.3, 0],
  [880, 0.09],
] as const;
const toneSeconds = 0.24;
/** At full volume it is as loud as people talk in a video. */
const loudest = 0.35;

let context: AudioContext | null = null;

/** `volume` in percent. False where the browser lets no sound out: nobody has touched this page yet. */
export async function playSound(volume: number): Promise<boolean> {
  context ??= new AudioContext();
  // It does not answer while it may not.
  if (context.state === 'suspended' && !navigator.userActivation?.hasBeenActive) return false;
  await context.resume();
  const start = context.currentTime + 0.02;
  for (const [hertz, after] of tones) {
    const tone = new OscillatorNode(context, { type: 'sine', frequency: hertz });
    const level = new GainNode(context, { gain: 0 });
    const from = start + after;
    level.gain.setValueAtTime(0, from);
    level.gain.linearRampToValueAtTime((volume / 100) * loudest, from + 0.012);
    level.gain.exponentialRampToValueAtTime(0.0001, from + toneSeconds);
    tone.connect(level).connect(context.destination);
    tone.start(from);
    tone.stop(from + toneSeconds);
  }
  return true;
}
