import { isDeepStrictEqual } from 'node:util';
import { all, type Connection, one } from './connection.ts';
import { sharesHash } from './labelDeal.ts';
import { differs, type Problem, parsed } from './recordedTables.ts';

/** What events tell of labels held against the tables. Votes are compared event by event in `verify.ts`. */

export function dealDiffers(
  db: Connection,
  told: ReadonlyMap<string, Readonly<Record<string, unknown>>>,
): Problem | null {
  const stored = new Map(
    all<{ id: string } & Record<string, unknown>>(
      db,
      'SELECT *, withdrawn_at IS NOT NULL AS withdrawn FROM label_deal',
    ).map((deal) => [deal.id, deal]),
  );
  for (const [id, { shares_hash, ...deal }] of told) {
    const row = stored.get(id);
    // an older event does not tell of what a deal could not have then
    const fits = row !== undefined && Object.keys(deal).every((field) => row[field] === deal[field]);
    if (!fits) return differs('label deal', id);
    if (shares_hash !== undefined && sharesHash(db, id) !== shares_hash)
      return differs('label deal', `${id}: its shares`);
  }
  if (stored.size !== told.size) return differs('label deal', 'one that was dealt is not there, or one too many is');
  const moved = one<{ deal: string; position: number }>(
    db,
    `SELECT v.deal AS deal, v.position AS position FROM vote v
     JOIN label_share s ON s.deal = v.deal AND s.contractor = v.contractor AND s.position = v.position
     WHERE s.row <> v.row LIMIT 1`,
  );
  if (moved === null) return null;
  const message = 'a vote stands at another example than the one that was dealt';
  return { what: 'vote', where: `${moved.deal}, position ${moved.position}`, message };
}

/** What triggers keep follows from the votes; it has to be what the votes say. */
export function progressDiffers(db: Connection): Problem | null {
  const share = one<{ deal: string; position: number }>(
    db,
    `SELECT s.deal AS deal, s.position AS position FROM label_share s
     LEFT JOIN current_vote v ON v.deal = s.deal AND v.contractor = s.contractor AND v.position = s.position
     WHERE (s.state = 'voted') <> (v.position IS NOT NULL) LIMIT 1`,
  );
  if (share) {
    const message = 'whether it is done does not follow from the votes';
    return { what: 'label share', where: `${share.deal}, position ${share.position}`, message };
  }
  const counted = one<{ deal: string }>(
    db,
    `SELECT deal FROM (
       SELECT deal, contractor, sum(state <> 'moved') AS dealt, sum(state = 'voted') AS done
       FROM label_share GROUP BY deal, contractor
       EXCEPT SELECT deal, contractor, dealt, done FROM label_progress)
     UNION ALL SELECT deal FROM (
       SELECT deal, contractor, dealt, done FROM label_progress
       EXCEPT SELECT deal, contractor, sum(state <> 'moved'), sum(state = 'voted')
       FROM label_share GROUP BY deal, contractor)`,
  );
  if (counted)
    return { what: 'label share', where: counted.deal, message: 'how much is done is not what the shares say' };
  const ever = one<{ deal: string }>(
    db,
    `SELECT g.deal AS deal FROM label_progress g
     LEFT JOIN (SELECT deal, contractor, count(*) AS n FROM vote GROUP BY deal, contractor) v
       ON v.deal = g.deal AND v.contractor = g.contractor
     WHERE g.votes_ever <> coalesce(v.n, 0) LIMIT 1`,
  );
  if (ever) return { what: 'label share', where: ever.deal, message: 'how often was voted is not what the votes say' };
  const said = `SELECT contractor, substr(cast_at, 1, 10) AS day, count(*) AS votes FROM current_vote
                GROUP BY contractor, substr(cast_at, 1, 10)`;
  const kept = 'SELECT contractor, day, votes FROM votes_by_day WHERE votes > 0';
  const day = one<{ day: string }>(
    db,
    `SELECT day FROM (${said} EXCEPT ${kept}) UNION ALL SELECT day FROM (${kept} EXCEPT ${said}) LIMIT 1`,
  );
  return day && { what: 'votes', where: day.day, message: 'how many were cast on the day is not what the votes say' };
}

/** `told`: tags by contractor. */
export function tagsDiffer(db: Connection, told: ReadonlyMap<string, unknown>): Problem | null {
  const stored = new Map<string, unknown[]>();
  for (const { participant, ...tag } of all<{ participant: string; kind: string; tag: string }>(
    db,
    'SELECT participant, kind, tag FROM participant_tag ORDER BY participant, kind, tag',
  )) {
    stored.set(participant, [...(stored.get(participant) ?? []), tag]);
  }
  for (const id of new Set([...stored.keys(), ...told.keys()])) {
    if (!isDeepStrictEqual(stored.get(id) ?? [], told.get(id) ?? [])) return differs('contractor', `${id}: what for`);
  }
  return null;
}

export function labelDefaultsDiffer(db: Connection, told: unknown): Problem | null {
  const stored = one<{ body: string }>(db, 'SELECT body FROM label_defaults ORDER BY version DESC LIMIT 1');
  const same = isDeepStrictEqual(parsed(stored?.body ?? null), told ?? null);
  return same ? null : differs('label defaults', 'the newest');
}

/** `told`: the newest revision of each known answer, with the extra example it belongs to where there is one. */
export function knownDiffers(
  db: Connection,
  told: ReadonlyMap<string, Readonly<Record<string, unknown>>>,
): Problem | null {
  const stored = all<{ version: number; row: number; revision: number; answer: string | null }>(
    db,
    `SELECT k.version AS version, k.row AS row, k.revision AS revision, k.answer AS answer FROM known_answer k
     WHERE k.revision = (SELECT max(l.revision) FROM known_answer l WHERE l.version = k.version AND l.row = k.row)`,
  );
  for (const { version, row, revision, answer } of stored) {
    const said = told.get(JSON.stringify([version, row]));
    const where = `data set ${version}, row ${row}`;
    if (said?.revision !== revision || !isDeepStrictEqual(said.answer, parsed(answer))) {
      return differs('known answer', where);
    }
    const { example } = said;
    if (example === undefined) continue;
    const extra = one<{
      prompt: string;
      otherPrompt: string | null;
      classes: string | null;
      completion: string | null;
    }>(
      db,
      `SELECT prompt, other_prompt AS otherPrompt, classes, completion FROM extra_example WHERE version = ? AND row = ?`,
      version,
      row,
    );
    if (!extra || !isDeepStrictEqual({ ...extra, classes: parsed(extra.classes) }, example)) {
      return differs('known answer', `${where}: its example`);
    }
  }
  return stored.length === told.size ? null : differs('known answer', 'one that was told is not there');
}

/** `told`: answers by deal, alias and place. */
export function practiceDiffers(db: Connection, told: ReadonlyMap<string, unknown>): Problem | null {
  const stored = all<{ deal: string; alias: string; place: number; answer: string }>(
    db,
    `SELECT v.deal AS deal, p.alias AS alias, v.place AS place, v.answer AS answer
     FROM practice_vote v JOIN participant p ON p.id = v.contractor`,
  );
  for (const { deal, alias, place, answer } of stored) {
    if (!isDeepStrictEqual(told.get(JSON.stringify([deal, alias, place])), parsed(answer))) {
      return differs('practice', `${deal}, ${alias}, ${place + 1}`);
    }
  }
  return stored.length === told.size ? null : differs('practice', 'one that was answered is not there');
}
