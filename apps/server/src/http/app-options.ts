import { randomBytes } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { type FastifyHttpOptions, LogController, type RawServerDefault } from 'fastify';
import type { Config } from '../config/index.ts';
import { hangUp } from '../realtime/hang-up.ts';
import { ApiError } from './api-error.ts';
import { problemType, sendProblem, toProblem } from './problem.ts';

/** A group of `serverLimits.membersPerRequest` people fits, and nothing much larger. */
const bodyBytesMax = 256 * 1024;

export function appOptions(config: Config) {
  return {
    bodyLimit: bodyBytesMax,
    // request-log.ts writes its own line.
    logController: new LogController({ disableRequestLogging: true }),
    // Idle connections end when the server stops; those with a request under way may finish it.
    forceCloseConnections: 'idle',
    genReqId: createRequestIds(),
    // A stranger does not choose what our log calls their request.
    requestIdHeader: false,
    trustProxy: config.trustedProxies.length > 0 ? [...config.trustedProxies] : false,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 128 },
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: (_error, _request, reply) => {
      void sendProblem(reply, new ApiError('invalid-request', 'The address can’t be read.'));
    },
  } satisfies FastifyHttpOptions<RawServerDefault>;
}

/** Twelve characters, never the same twice in a process, told from other processes' by their beginning. */
function createRequestIds(): () => string {
  const prefix = randomBytes(3).toString('hex');
  let count = 0;
  return () => prefix + (++count).toString(36).padStart(6, '0');
}

/** What is no HTTP at all, or headers that are too long or too slow: there is no request to answer through. */
function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
  const body = JSON.stringify({ ...toProblem(new ApiError('invalid-request', 'The request can’t be read.')), status });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    `Content-Type: ${problemType}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  hangUp(socket, `${head.join('\r\n')}\r\n\r\n${body}`);
}
