export * from './kept-for.ts';
export * from './operations.ts';
export {
  type ChatRetention,
  type Expired,
  type HoldKind,
  placeRetentionSchema,
  type PlaceRetention,
  type Retention,
} from './retention.ts';
