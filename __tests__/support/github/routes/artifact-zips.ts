import { json, notFound, type Route } from '../route.js';

export const artifactZipRoutes: Route[] = [
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}',
    needs: { permission: 'actions', access: 'read' },
    handle: (request) => {
      const artifact = request.state.artifacts.get(Number(request.params.artifact_id));
      const isZip = request.params.archive_format === 'zip';
      if (artifact?.repository !== request.repository.fullName || !isZip) return notFound();
      if (artifact.expired) {
        const message = 'Artifact has expired';
        return json({ message, documentation_url: 'https://docs.github.com/rest', status: '410' }, 410);
      }
      return { status: 302, headers: { location: request.signedUrl(artifact.id) } };
    },
  },
];
