export { decodeMessage } from '../../src/bus/redis-event-codec.ts';
