// An OpenID provider that nobody here wrote: npm's oidc-provider, with its own
// pages for signing in and consent, on 127.0.0.1.
//
// It reads the applications that may ask it as one line of JSON from standard
// input, prints one line of JSON when it can be asked and, where that is wanted, one
// for the tokens that it gives for each code. For each line more it signs with other
// keys from then on, and prints one line when it does. It ends when standard input
// does, so that it never outlives the test that started it.

import { generateKeyPairSync, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { createInterface } from "node:readline";

// The library writes advice to developers there, and our line stands alone.
console.info = console.warn = console.log = console.error;
const { default: Provider } = await import("oidc-provider");

const input = createInterface({ input: process.stdin });
const [line] = await once(input, "line");
const { clients, forgetful, telling } = JSON.parse(line);
input.on("close", () => process.exit(0));

// The address is part of everything that the provider says, so the port has to
// be known first.
const server = createServer();
server.listen(0, "127.0.0.1");
await once(server, "listening");
const issuer = `http://127.0.0.1:${server.address().port}`;

const signingKey = (kid, alg, type, options) => ({
  ...generateKeyPairSync(type, options).privateKey.export({ format: "jwk" }),
  kid,
  alg,
  use: "sig",
});

const proof = ({ secret, key, keysURL }) => {
  if (secret) {
    return {
      client_secret: secret,
      token_endpoint_auth_method: "client_secret_basic",
      id_token_signed_response_alg: "RS256",
    };
  }
  const alg = key ? "ES256" : "RS256";
  return {
    token_endpoint_auth_method: "private_key_jwt",
    token_endpoint_auth_signing_alg: alg,
    ...(key ? { jwks: { keys: [key] } } : { jwks_uri: keysURL }),
    id_token_signed_response_alg: alg,
  };
};

// By which it knows browsers, whatever it signs with.
const cookieKeys = [randomUUID()];

/** What somebody is called whose address says it: ada.lovelace@example.com is Ada Lovelace. */
const nameOf = (id) =>
  id.split("@")[0].split(".").map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(" ");

/** The provider with keys of its own. Whom it has let in is known to all of them. */
const withNewKeys = () => new Provider(issuer, {
  clients: clients.map((client) => ({
    client_id: client.id,
    redirect_uris: [client.redirectURI],
    post_logout_redirect_uris: [client.returnTo],
    response_types: ["code"],
    grant_types: ["authorization_code"],
    ...proof(client),
  })),
  jwks: {
    keys: [
      signingKey(randomUUID(), "RS256", "rsa", { modulusLength: 2048 }),
      signingKey(randomUUID(), "ES256", "ec", { namedCurve: "P-256" }),
    ],
  },
  cookies: { keys: cookieKeys },
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name", "preferred_username"] },
  // Our keys are on this machine here, which the library's own fetch refuses to ask.
  fetch: (url, { dispatcher, ...options }) => fetch(url, options),
  ttl: { AuthorizationCode: 600 }, // a busy machine is slow
  conformIdTokenClaims: false, // what the scopes ask for is in the ID token
  findAccount: (_context, id) => ({
    accountId: id,
    claims: () => ({
      sub: id,
      email: id.includes("@") ? id : `${id}@example.com`,
      email_verified: true,
      name: nameOf(id),
      preferred_username: id,
    }),
  }),
});

const say = (what) => process.stdout.write(`${JSON.stringify(what)}\n`);

let answer;
const open = () => {
  const provider = withNewKeys();
  if (forgetful) {
    // Like a provider of several machines that do not tell each other in time.
    provider.AuthorizationCode.prototype.consume = async () => {};
  }
  if (telling) {
    provider.on("grant.success", ({ body }) => say({ id_token: body.id_token, access_token: body.access_token }));
  }
  answer = provider.callback();
  say({ issuer });
};

server.on("request", (request, response) => answer(request, response));
input.on("line", open);
open();
