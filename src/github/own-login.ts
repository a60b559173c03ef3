import type { GitHubClient } from './client.js';

/**
 * Who the token acts as; null when GitHub does not tell. REST does not answer it to the token of a job or an App, GraphQL does.
 */
export async function ownLogin(client: GitHubClient): Promise<string | null> {
  const purpose = {
    what: 'ask who the token acts as',
    permission: 'metadata: read',
    nullOn: [403, 404],
  };
  const viewer = await client.call(purpose, (octokit) =>
    octokit.graphql<{ viewer: { login: string } }>('query { viewer { login } }').catch((error: unknown) => {
      if ((error as Error).name === 'GraphqlResponseError') return null;
      throw error;
    }),
  );
  if (viewer !== null) return viewer.viewer.login;
  const user = await client.call(purpose, ({ rest }) => rest.users.getAuthenticated());
  return user?.data.login ?? null;
}
