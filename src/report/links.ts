import { isRunPage } from '../core/run-page.js';
import type { ReportUrls } from './context.js';
import { code, escapeText, linkBelow } from './markdown.js';

export function commitLink(commit: string, urls: ReportUrls): string {
  const repository = repositoryUrl(urls);
  return linkBelow(code(shortCommit(commit)), `${repository}/commit/${commit}`, repository);
}

/** A record may say any address: only a page of a workflow run of this repository is followed. */
export function workflowLink(name: string, url: string | null, urls: ReportUrls): string {
  const repository = repositoryUrl(urls);
  const isPage = url !== null && isRunPage(url, repository);
  return linkBelow(escapeText(name, 60), isPage ? url : null, repository);
}

export function repositoryUrl({ server, repository }: Pick<ReportUrls, 'server' | 'repository'>): string {
  return `${server}/${repository}`;
}

export function runLink(id: string, urls: ReportUrls): string {
  return linkBelow(code(id, 40), urls.records.get(id), urls.server);
}

export function shortCommit(commit: string): string {
  return commit.slice(0, 7);
}
