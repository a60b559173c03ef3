import { accountShape } from '../conversation-shapes.js';
import { type AccountRoute, forbidden, json } from '../route.js';

export const accountRoutes: AccountRoute[] = [
  {
    method: 'GET',
    path: '/user',
    // The token of a job or of an App belongs to no person.
    handle: (request) =>
      request.login.endsWith('[bot]') ? forbidden() : json(accountShape(request, request.login)),
  },
];
