// Made by npm run schema from schema/operations and schema/internal.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** A file that another part of the product is about to refer to. */
export type ClaimFileInput = {
  /** The file. */
  readonly fileId: string;
  /** What it has to have been uploaded for. */
  readonly purpose: FilePurpose;
  /** The person whose file it has to be. */
  readonly userId: string;
};

/** A person made by the operator: the first administrator or demo people. */
export type CreatePersonInput = {
  /** Name shown to others. */
  readonly displayName: string;
  /** Address; counts as verified. */
  readonly email: string;
  /** Fixed id of a demo person; made when absent. */
  readonly id?: string | null | undefined;
  /** Password by the rule of `register`. */
  readonly password: string;
  /** Roles on the whole platform. */
  readonly platformRoles: ReadonlyArray<PlatformRole>;
};

/** What a file was uploaded for; it can be used for nothing else. */
export type FilePurpose =
  /** The logo of a person's firm: JPEG, PNG or WebP, at most 5 MB. */
  | 'PROFILE_LOGO'
  /** A person's photo: JPEG, PNG or WebP, at most 5 MB. */
  | 'PROFILE_PHOTO';

/** Role on the whole platform, independent of any organization. */
export type PlatformRole =
  /** May administer everything. */
  | 'ADMIN'
  /** Works for the platform: support and moderation. */
  | 'STAFF';

/** A mail that some part of the product, or a partner by way of it, wants to be sent. */
export type SendEmailInput = {
  /** Same key, same mail: it is sent once. 1 to 200 characters. */
  readonly key: string;
  /** Language of the recipient; the closest one with a text is used. */
  readonly language: string;
  /** Key of the template. */
  readonly templateKey: string;
  /** The address. */
  readonly to: string;
  /** The person whose preferences count; absent for an address without an account. */
  readonly userId?: string | null | undefined;
  /** Values for all names of the template, at most 50. */
  readonly variables: ReadonlyArray<TemplateVariableInput>;
};

/** A text message that some part of the product wants to be sent. */
export type SendSmsInput = {
  /** Same key, same message: it is sent once. 1 to 200 characters. */
  readonly key: string;
  /** Language of the recipient. */
  readonly language: string;
  /** The text, 1 to 480 characters. */
  readonly message: string;
  /** Phone number, E.164. */
  readonly to: string;
  /** The person whose preferences count. */
  readonly userId?: string | null | undefined;
};

/** A value for a name in a template. */
export type TemplateVariableInput = {
  /** The name, as the template calls it: a letter, then letters, digits, underscores; at most 50 characters. */
  readonly name: string;
  /** The value, at most 10,000 characters. */
  readonly value: string;
};

/** Whether a person may sign in. */
export type UserStatus =
  /** May sign in. */
  | 'ACTIVE'
  /** Kept out for what they did, for good or until `bannedUntil`. */
  | 'BANNED'
  /** Switched off by an administrator. */
  | 'DISABLED'
  /** Erased for good: an empty account that stands where somebody was. */
  | 'ERASED';

export type ViewerOfSessionQueryVariables = Exact<{
  sessionId: string;
}>;


export type ViewerOfSessionQuery = { readonly viewerOfSession: { readonly userId: string, readonly actorId: string | null, readonly live: boolean, readonly disabled: boolean, readonly emailVerified: boolean, readonly platformRoles: ReadonlyArray<string>, readonly userTypes: ReadonlyArray<string>, readonly locale: string, readonly timeZone: string } | null };

export type SigningKeysQueryVariables = Exact<{ [key: string]: never; }>;


export type SigningKeysQuery = { readonly signingKeys: ReadonlyArray<string> };

export type ExistingUserIdsQueryVariables = Exact<{
  ids: ReadonlyArray<string>;
}>;


export type ExistingUserIdsQuery = { readonly existingUserIds: ReadonlyArray<string> };

export type UserContactsQueryVariables = Exact<{
  ids: ReadonlyArray<string>;
}>;


export type UserContactsQuery = { readonly userContacts: ReadonlyArray<{ readonly userId: string, readonly email: string, readonly locale: string, readonly timeZone: string }> };

export type CreatePeopleMutationVariables = Exact<{
  people: ReadonlyArray<CreatePersonInput>;
  onlyIfEmpty?: boolean | null | undefined;
}>;


export type CreatePeopleMutation = { readonly createPeople: ReadonlyArray<string> };

export type AccountFactsQueryVariables = Exact<{
  id: string;
}>;


export type AccountFactsQuery = { readonly accountFacts: { readonly id: string, readonly email: string, readonly displayName: string, readonly firstName: string | null, readonly lastName: string | null, readonly status: UserStatus, readonly awaitsOrganization: boolean } | null };

export type SendEmailMutationVariables = Exact<{
  input: SendEmailInput;
}>;


export type SendEmailMutation = { readonly sendEmail: string };

export type SendSmsMutationVariables = Exact<{
  input: SendSmsInput;
}>;


export type SendSmsMutation = { readonly sendSms: string };

export type PersonalDataPageQueryVariables = Exact<{
  userId: string;
  after?: string | null | undefined;
}>;


export type PersonalDataPageQuery = { readonly personalDataPage: { readonly file: string | null, readonly rows: ReadonlyArray<string>, readonly next: string | null } };

export type ClaimFileMutationVariables = Exact<{
  input: ClaimFileInput;
}>;


export type ClaimFileMutation = { readonly claimFile: string };


export const ViewerOfSessionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ViewerOfSession"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"sessionId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewerOfSession"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"sessionId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"sessionId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"actorId"}},{"kind":"Field","name":{"kind":"Name","value":"live"}},{"kind":"Field","name":{"kind":"Name","value":"disabled"}},{"kind":"Field","name":{"kind":"Name","value":"emailVerified"}},{"kind":"Field","name":{"kind":"Name","value":"platformRoles"}},{"kind":"Field","name":{"kind":"Name","value":"userTypes"}},{"kind":"Field","name":{"kind":"Name","value":"locale"}},{"kind":"Field","name":{"kind":"Name","value":"timeZone"}}]}}]}}]} as unknown as DocumentNode<ViewerOfSessionQuery, ViewerOfSessionQueryVariables>;
export const SigningKeysDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SigningKeys"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signingKeys"}}]}}]} as unknown as DocumentNode<SigningKeysQuery, SigningKeysQueryVariables>;
export const ExistingUserIdsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ExistingUserIds"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ids"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"existingUserIds"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"ids"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ids"}}}]}]}}]} as unknown as DocumentNode<ExistingUserIdsQuery, ExistingUserIdsQueryVariables>;
export const UserContactsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"UserContacts"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ids"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userContacts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"ids"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ids"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"locale"}},{"kind":"Field","name":{"kind":"Name","value":"timeZone"}}]}}]}}]} as unknown as DocumentNode<UserContactsQuery, UserContactsQueryVariables>;
export const CreatePeopleDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreatePeople"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"people"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreatePersonInput"}}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"onlyIfEmpty"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createPeople"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"people"},"value":{"kind":"Variable","name":{"kind":"Name","value":"people"}}},{"kind":"Argument","name":{"kind":"Name","value":"onlyIfEmpty"},"value":{"kind":"Variable","name":{"kind":"Name","value":"onlyIfEmpty"}}}]}]}}]} as unknown as DocumentNode<CreatePeopleMutation, CreatePeopleMutationVariables>;
export const AccountFactsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AccountFacts"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accountFacts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"awaitsOrganization"}}]}}]}}]} as unknown as DocumentNode<AccountFactsQuery, AccountFactsQueryVariables>;
export const SendEmailDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SendEmail"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SendEmailInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sendEmail"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}]}]}}]} as unknown as DocumentNode<SendEmailMutation, SendEmailMutationVariables>;
export const SendSmsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SendSms"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SendSmsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sendSms"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}]}]}}]} as unknown as DocumentNode<SendSmsMutation, SendSmsMutationVariables>;
export const PersonalDataPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PersonalDataPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"userId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"personalDataPage"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"userId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"userId"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"file"}},{"kind":"Field","name":{"kind":"Name","value":"rows"}},{"kind":"Field","name":{"kind":"Name","value":"next"}}]}}]}}]} as unknown as DocumentNode<PersonalDataPageQuery, PersonalDataPageQueryVariables>;
export const ClaimFileDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ClaimFile"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ClaimFileInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"claimFile"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}]}]}}]} as unknown as DocumentNode<ClaimFileMutation, ClaimFileMutationVariables>;
