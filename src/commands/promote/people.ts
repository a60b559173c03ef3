import type { Person, RunRecord } from '../../core/generated/types.js';
import { type Account, type Level, teamsIn } from '../../core/policy/accounts.js';

/** Who knows the accounts of the place where the ledger lies. */
export interface People {
  /** The account that has a login now; null when there is none. */
  person(login: string): Promise<Person | null>;
  /** What somebody may do in the repository; null where nobody can say, as on a laptop. */
  level(login: string): Promise<Level | null>;
  /** @param team `@org/team`. @throws UserError E_GITHUB_API when that cannot be told */
  isIn(team: string, login: string): Promise<boolean>;
}

/** Somebody with all that the entries of a policy are held against. @param entries those that matter */
export async function accountOf(
  person: Person,
  entries: readonly string[],
  people: People,
): Promise<Account> {
  const level = await people.level(person.login);
  const teams = new Set<string>();
  for (const team of teamsIn(entries)) if (await people.isIn(team, person.login)) teams.add(team);
  return { person, level, teams };
}

/** Those who ask for a move, with what the stage's `allowed_actors` are held against. */
export async function askingAccounts(
  { actor, triggering_actor }: { actor: string | null; triggering_actor: string | null },
  entries: readonly string[],
  people: People,
): Promise<Account[]> {
  const logins = [...new Set([actor, triggering_actor].flatMap((login) => login ?? []))];
  // Nobody is asked about a login that is only compared with logins.
  const isPlain = !entries.some((entry) => /^(?:role:|@)/.test(entry));
  return Promise.all(
    logins.map(async (login) => {
      const person = { login, id: null, type: null };
      return isPlain ? { person, level: null, teams: new Set<string>() } : accountOf(person, entries, people);
    }),
  );
}

/** Somebody by name, also where nobody knows the account. */
export async function personOf(login: string, people: People, id: string | null = null): Promise<Person> {
  const found = await people.person(login);
  return found !== null && (id === null || found.id === id) ? found : { login, id, type: null };
}

/**
 * Who asked for a promotion, and so does not approve it: who started the job and who started it again, and where that was no person,
 * who started the run that made the version. @param run null: it is about no version
 */
export async function requestersOf(
  asking: { actor: string | null; actor_id: string | null; triggering_actor: string | null },
  run: RunRecord | null,
  people: People,
): Promise<[Person, ...Person[]]> {
  const actor = await personOf(asking.actor ?? 'unknown', people, asking.actor_id);
  const others: Person[] = [];
  const add = async (login: string | null, id: string | null = null) => {
    if (login === null || [actor, ...others].some((known) => known.login === login)) return;
    others.push(await personOf(login, people, id));
  };
  await add(asking.triggering_actor);
  if (run !== null && [actor, ...others].some(({ type }) => type !== null && type !== 'User')) {
    await add(run.context.actor, run.context.actor_id);
    await add(run.context.triggering_actor ?? null);
  }
  return [actor, ...others];
}

/** On a laptop: the one person that git knows, of whom nothing else can be told. */
export const LOCAL_PEOPLE: People = {
  person: async (login) => ({ login, id: null, type: null }),
  level: async () => null,
  isIn: async () => false,
};
