import type { Config } from './config/index.ts';
import { describeAccess, describeSelf } from './storage/index.ts';

type CodedError = Error & { code: string; syscall?: string; path?: string };

/** Errors of ours have names of their own, and messages that need no more words. */
const builtIn: ReadonlySet<string> = new Set(['Error', 'TypeError', 'RangeError', 'SyntaxError', 'AggregateError']);

/** Why a server did not start, or a command failed, in one line for the person who asked: what is meant and what to do. */
export function explainStartFailure(error: unknown, config?: Config): string {
  // A line for each setting, or a list of differences: theirs are meant to be several.
  if (error instanceof Error && !isCoded(error) && !builtIn.has(error.name)) return error.message;
  return explain(error, config).replaceAll(/\s*\n\s*/g, ' ');
}

function explain(error: unknown, config?: Config): string {
  if (!(error instanceof Error) || !isCoded(error)) {
    return unexpected(error instanceof Error ? error.message : String(error), config);
  }
  return config && isAboutListening(error) ? explainListening(error, config) : explainFile(error, config);
}

function isCoded(error: Error): error is CodedError {
  return 'code' in error && typeof error.code === 'string';
}

function isAboutListening({ syscall }: CodedError): boolean {
  return syscall === 'listen' || syscall === 'bind' || syscall === 'getaddrinfo';
}

function explainListening(error: CodedError, { host, port }: Config): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return `PORT ${port} is taken: another program listens on ${host}:${port}. Stop it, or set another PORT.`;
    case 'EACCES':
      return (
        `PORT ${port} is not for ${describeSelf()} to listen on. Set PORT to 1024 or more and put a proxy in front, ` +
        'or give the process CAP_NET_BIND_SERVICE.'
      );
    case 'EADDRNOTAVAIL':
    case 'EAFNOSUPPORT':
    case 'EINVAL':
      return `HOST ${host} is no address of this machine. Set HOST to one that is, or to 0.0.0.0 for all of them.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'ENODATA':
      return `HOST ${host} is a name that this machine can't resolve. Set HOST to an address, or to 0.0.0.0 for all.`;
    default:
      return `Confab can't listen on HOST ${host}, PORT ${port}: ${error.message}`;
  }
}

function explainFile(error: CodedError, config?: Config): string {
  const { code, path } = error;
  if (path === undefined) return unexpected(error.message, config);
  if (code === 'ENOSPC' || code === 'EDQUOT') return `There is no space left for ${path}. Free some, then start again.`;
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return `${path} can't be used (${code}): ${describeAccess(path)}. Change the owner, or set DATA_DIR to another folder.`;
  }
  return unexpected(error.message, config);
}

/** A command of the operator has no settings of a server. */
function unexpected(message: string, config?: Config): string {
  return `Confab can't ${config ? 'start' : 'do that'}: ${message}`;
}
