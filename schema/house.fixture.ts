// Two small domains, as the kit prints them: enough to show what composition and contracts do.
const HEAD = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@shareable", "@tag", "@inaccessible"])\n`;

/** A domain with sessions: one operation of the gateway's own, one for everybody. */
export const identitySdl = `${HEAD}
type User @key(fields: "id") {
  id: ID! @tag(name: "portal")
  name: String! @tag(name: "portal")
  email: String!
}
input SignInInput {
  email: String! @tag(name: "public")
  password: String! @tag(name: "public")
}
type Me { user: User, firmName: String! @tag(name: "portal") }
type ResolvedSession { kind: String!, firmId: ID!, permissions: [String!]! }
type Query {
  me: Me
  users: [User!]!
  resolveSession(tokenHash: String!): ResolvedSession @tag(name: "internal")
}
type Mutation {
  signIn(input: SignInInput! @tag(name: "public")): User
  signOut: Boolean! @tag(name: "portal")
  rename(name: String!): User
}
`;

/** A domain with clients: a note that only staff see, a page that everybody sees. */
export const crmSdl = `${HEAD}
enum ClientStatus { LEAD @tag(name: "portal") ACTIVE @tag(name: "portal") }
type Client @key(fields: "id") {
  id: ID! @tag(name: "portal")
  name: String! @tag(name: "portal")
  status(at: String @tag(name: "portal")): ClientStatus @tag(name: "portal")
  note: String
  owner: User
}
type User @key(fields: "id", resolvable: false) { id: ID! @tag(name: "portal") }
type ClientEdge { node: Client! @tag(name: "portal"), cursor: String! @tag(name: "portal") }
type ClientConnection { edges: [ClientEdge!]! @tag(name: "portal") }
type PublicPage { title: String! @tag(name: "public") }
type Query {
  client(id: ID! @tag(name: "portal")): Client @tag(name: "portal")
  clients(first: Int = 25 @tag(name: "portal"), after: String @tag(name: "portal")): ClientConnection! @tag(name: "portal")
  page(slug: String! @tag(name: "public")): PublicPage @tag(name: "public")
}
type Mutation {
  archiveClient(id: ID!): Client
  book(email: String! @tag(name: "public")): PublicPage @tag(name: "public")
}
`;
