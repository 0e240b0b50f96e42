import { Histogram } from '../measure/histogram.ts';
import { Crowd } from './crowd.ts';
import { EchoLoop } from './echo-loop.ts';
import { loadHttp } from './http-load.ts';
import { loadRest } from './rest-load.ts';
import { upload } from './upload.ts';
import { Population } from './population.ts';
import { resumeAgain } from './resume-again.ts';
import { ResumeStorm } from './resume-storm.ts';
import { SendLoop } from './send-loop.ts';
import type { LoadCall, LoadCalls } from './wire.ts';

/** Entry of one process of load: does what the benchmark asks for over the channel of its fork, and ends with it. */
const population = new Population();
const crowd = new Crowd();
let echo: EchoLoop | null = null;
let sends: SendLoop | null = null;

const calls: LoadCalls = {
  connect: (args) => population.connect(args),
  cut: async () => {
    population.cut();
    return {};
  },
  counters: async () => population.readCounters(),
  latencies: async () => {
    const delivered = population.delivered.toJSON();
    population.delivered = new Histogram();
    return { delivered, acknowledged: (sends?.acknowledged ?? new Histogram()).toJSON() };
  },
  startEcho: async (args) => {
    echo = new EchoLoop(population, args);
    return {};
  },
  stopEcho: async () => echo?.stop() ?? { sent: 0, returned: 0 },
  startSends: async (args) => {
    sends = new SendLoop(population, args);
    return {};
  },
  stopSends: async () => sends?.stop() ?? { sent: 0, acknowledged: 0, lateness: new Histogram().toJSON() },
  resume: async (args) => {
    const storm = new ResumeStorm(args);
    const result = await storm.run();
    population.sockets.push(...storm.sockets);
    return result;
  },
  resumeAgain,
  httpLoad: loadHttp,
  restLoad: loadRest,
  upload,
  gather: async (args) => {
    await crowd.gather(args);
    return {};
  },
  talk: async (args) => {
    crowd.talk(args);
    return {};
  },
  hush: async () => crowd.hush(),
  crowd: async (args) => crowd.state(args),
};

/** The benchmark and this file are one program: what comes over the channel was typed where it was sent. */
interface Request {
  id: number;
  call: LoadCall;
  args: never;
}

async function answer(request: Request): Promise<void> {
  try {
    process.send?.({ id: request.id, result: await calls[request.call](request.args) });
  } catch (error) {
    process.send?.({ id: request.id, error: String(error) });
  }
}

process.on('message', (request: Request) => void answer(request));
process.on('disconnect', () => process.exit());
// The terminal's Ctrl+C reaches everybody; the benchmark ends its processes itself.
process.on('SIGINT', () => {});
