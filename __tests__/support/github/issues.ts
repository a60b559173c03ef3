import type { Comment, GitHubState } from './state.js';

export interface Issue {
  number: number;
  /** `owner/name`. */
  repository: string;
  title: string;
  body: string;
  /** Login. */
  author: string;
  state: 'open' | 'closed';
  stateReason: 'completed' | 'not_planned' | 'duplicate' | 'reopened' | null;
  locked: boolean;
  labels: string[];
  /** Logins. */
  assignees: string[];
  createdAt: string;
  updatedAt: string;
}

export interface Label {
  repository: string;
  name: string;
  color: string;
}

const WRITERS = new Set(['write', 'maintain', 'admin']);
/** Pull requests of tests have small numbers, and issues share their sequence. */
const BEFORE_FIRST = 100;

/** The issues of all repositories, and what people do with them. */
export class Issues {
  readonly all: Issue[] = [];
  readonly labels: Label[] = [];

  constructor(private readonly state: GitHubState) {}

  open(issue: Pick<Issue, 'repository' | 'author' | 'title'> & Partial<Issue>): Issue {
    const { repository } = issue;
    const now = new Date().toISOString();
    const full: Issue = {
      number: this.nextNumber(repository),
      body: '',
      state: 'open',
      stateReason: null,
      locked: false,
      labels: [],
      assignees: [],
      createdAt: now,
      updatedAt: now,
      ...issue,
    };
    this.state.people.known(full.author, ...full.assignees);
    for (const name of full.labels) this.ensureLabel({ repository, name, color: 'ededed' });
    this.all.push(full);
    return full;
  }

  find(repository: string, number: number): Issue | undefined {
    return this.all.find((one) => one.repository === repository && one.number === number);
  }

  label(repository: string, name: string): Label | undefined {
    return this.labels.find(
      (one) => one.repository === repository && one.name.toLowerCase() === name.toLowerCase(),
    );
  }

  ensureLabel(label: Label): Label {
    const known = this.label(label.repository, label.name);
    if (known === undefined) this.labels.push(label);
    return known ?? label;
  }

  /** Somebody comments on the site. @throws Error where GitHub has no field to write in */
  comment(issue: Pick<Issue, 'repository' | 'number'>, author: string, body: string): Comment {
    const { repository, number } = issue;
    const role = this.state.people.collaborator(repository, author)?.role ?? 'none';
    if (this.find(repository, number)?.locked === true && !WRITERS.has(role)) {
      throw new Error(`${author} may not comment on issue ${number}, which is locked`);
    }
    return this.state.addComment({ repository, number, author, body });
  }

  /** Somebody with the right to write changes a comment, which keeps its author. */
  editComment(comment: Comment, body: string): void {
    comment.body = body;
    // GitHub counts in seconds, and a test takes less than one.
    const later = Date.parse(comment.createdAt) + 1_000;
    comment.updatedAt = new Date(Math.max(Date.now(), later)).toISOString();
  }

  deleteComment(comment: Comment): void {
    const { comments } = this.state;
    comments.splice(comments.indexOf(comment), 1);
  }

  /** By login, as GitHub lets whoever has access be assigned. */
  assignable(repository: string, login: string): boolean {
    return this.state.people.collaborator(repository, login) !== undefined;
  }

  private nextNumber(repository: string): number {
    const { pulls } = this.state;
    const taken = [...this.all, ...pulls].filter((one) => one.repository === repository);
    return Math.max(BEFORE_FIRST, ...taken.map(({ number }) => number)) + 1;
  }
}
