import { type Answer, json, notFound, type Route, type RouteRequest } from '../route.js';
import type { Content } from '../state.js';

/** Larger files come without their content, unless the raw media type is asked for. */
const INLINE_LIMIT = 1024 * 1024;

export const contentsRoutes: Route[] = [
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/contents/{path}',
    needs: { permission: 'contents', access: 'read' },
    handle: async (request) => {
      const path = (request.params.path ?? '').replace(/\/+$/, '');
      const ref = request.query.get('ref') ?? request.repository.defaultBranch;
      const content = await request.contents.read(request.repository.fullName, ref, path);
      if (content === undefined) return notFound();
      if (content.kind === 'folder') return folder(request, { content, path, ref });
      return file(request, { content, path, ref });
    },
  },
];

function file(
  request: RouteRequest,
  found: { content: Extract<Content, { kind: 'file' }>; path: string; ref: string },
): Answer {
  const { bytes, sha } = found.content;
  if (/application\/vnd\.github(\.v3)?\.raw/.test(request.accept)) {
    return { status: 200, body: bytes, contentType: 'application/vnd.github.raw+json' };
  }
  const inline = bytes.length <= INLINE_LIMIT;
  return json({
    ...entry(request, { ...found, kind: 'file', size: bytes.length, sha }),
    // GitHub breaks base64 into lines of 60 characters.
    content: inline ? bytes.toString('base64').replace(/.{60}/g, '$&\n') : '',
    encoding: inline ? 'base64' : 'none',
  });
}

function folder(
  request: RouteRequest,
  found: { content: Extract<Content, { kind: 'folder' }>; path: string; ref: string },
): Answer {
  const prefix = found.path === '' ? '' : `${found.path}/`;
  return json(
    found.content.entries.map((one) =>
      entry(request, { ...one, path: `${prefix}${one.name}`, ref: found.ref }),
    ),
  );
}

function entry(
  request: RouteRequest,
  one: { path: string; ref: string; kind: 'file' | 'folder'; size: number; sha: string },
): Record<string, unknown> {
  const { fullName } = request.repository;
  const encoded = one.path.split('/').map(encodeURIComponent).join('/');
  const ref = encodeURIComponent(one.ref);
  const self = `${request.apiUrl}/repos/${fullName}/contents/${encoded}?ref=${ref}`;
  const git = `${request.apiUrl}/repos/${fullName}/git/${one.kind === 'file' ? 'blobs' : 'trees'}/${one.sha}`;
  const html = `https://github.com/${fullName}/${one.kind === 'file' ? 'blob' : 'tree'}/${ref}/${encoded}`;
  return {
    type: one.kind === 'file' ? 'file' : 'dir',
    name: one.path.slice(one.path.lastIndexOf('/') + 1),
    path: one.path,
    size: one.size,
    sha: one.sha,
    url: self,
    git_url: git,
    html_url: html,
    download_url:
      one.kind === 'file' ? `https://raw.githubusercontent.com/${fullName}/${ref}/${encoded}` : null,
    _links: { self, git, html },
  };
}
