import type { Database } from '../db/database.ts'
import { foundBoard } from '../board/store.ts'
export async function loadDemonstration(database: Database, codeHash: Buffer, _now: Date): Promise<void> {
  await database.asNobody(tx => foundBoard(tx, { codeHash, kind: 'demonstration', name: { en: 'Demo', cy: 'Demo' }, adminName: 'Ada', adminEmail: 'ada@example.org', language: 'en' }))
}
