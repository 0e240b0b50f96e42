import { columnTypes, type DialectName } from './column-types.ts';
import type { FeatureTable, Migration } from './migration.ts';

/** The step that makes tables of a feature. Its rule works with them by `query`, the rest by `db.$extendTables`. */
export function featureTables(name: string, tables: readonly FeatureTable[]): Migration {
  return {
    name,
    tables,
    async up(db, dialect) {
      for (const table of tables) await createTable(db, dialect, table);
    },
  };
}

type Db = Parameters<Migration['up']>[0];

async function createTable(
  db: Db,
  dialect: DialectName,
  { name, columns, key, belongsTo }: FeatureTable,
): Promise<void> {
  const types = { ...columnTypes(dialect), text: 'text' } as const;
  let table = db.schema.createTable(name);
  for (const [column, type] of Object.entries(columns)) {
    const belongs = belongsTo?.column === column ? belongsTo.to : null;
    table = table.addColumn(column, types[type], (it) =>
      belongs === null ? it.notNull() : it.notNull().references(belongs).onDelete('cascade'),
    );
  }
  await table.addPrimaryKeyConstraint(`${name}_key`, key as never).execute();
}
