// PostgreSQL plans by what it knows of the tables. After a bulk of rows that is nothing until its own clock comes round: meanwhile statements planned when the tables
// were empty go through them from end to end.
import pg from 'pg';

/** By the owner's address. Some tenths of a second; readers and writers go on meanwhile. */
export async function takeStatistics(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('analyze');
  } finally {
    await client.end();
  }
}
