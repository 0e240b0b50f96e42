import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';

export interface MachineFacts {
  cores: number;
  cpu: string;
  memoryGb: number;
  node: string;
  kernel: string;
  /** Of the last minute, before the first scenario: anything much above 0 is somebody else's work. */
  loadBefore: number;
  startedAt: string;
}

export function readMachineFacts(): MachineFacts {
  return {
    cores: availableParallelism(),
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    kernel: `${process.platform} ${process.arch}`,
    loadBefore: Math.round((loadavg()[0] ?? 0) * 100) / 100,
    startedAt: new Date().toISOString(),
  };
}
