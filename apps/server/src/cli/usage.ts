export const usage = `Usage: npm run confab -- COMMAND

  migrate --to PLACE [--from PLACE]
      Copies everything to another database, compares the two and says what to change. Goes on where it was cut off.
  backup --to FILE [--from FOLDER]
      Writes a data folder's database and secret into one new file. The server may be running.
  restore --from FILE [--to FOLDER] [--replace]
      Puts a backup into a data folder. --replace puts the database that is there aside.
  new-epoch [--in PLACE]
      For a database that was put back to an older state by other means: clients read everything anew.
  rebuild-mentions [--in PLACE]
      Counts anew who is mentioned where, from the messages. Stop all nodes first. Goes on where it was cut off.
  rotate-push-keys [--in PLACE]
      New keys for push services, where somebody else may have the old ones. Stop all nodes first.
  rotate-secret [--in PLACE]
      Gives a database a new secret: AUTH_SECRET where that is set, else one that it makes. Stop all nodes first.

FOLDER is a data folder; left out, it is DATA_DIR, or ./data. PLACE is one, or postgres://user@host:port/name; left out
with new-epoch, rebuild-mentions and the rotations, it is DATABASE_URL, or else the data folder. A password that should not show among the
processes of the machine goes into PGPASSWORD or ~/.pgpass.
`;

/** What was asked for makes no sense. The message is for the person who asked. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
