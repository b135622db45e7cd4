/**
 * Names that several domains claim, and what to say instead. Nobody may take a bare name: a type, a root field or a
 * field contributed to another subgraph's entity names its domain.
 */
const TABLE: readonly (readonly [names: string, instead: string])[] = [
  ['Subscription', 'PlanSubscription'],
  ['Account', 'FinancialAccount, ReviewerAccount, SocialAccount, PayoutBankAccount; the person\'s own: deleteMyAccount'],
  ['Session', 'LoginSession, PlanningSession, AstrologySession'],
  ['Goal', 'FinancialGoal, PlanningGoal'],
  ['Plan', 'SubscriptionPlan, CommissionPlan'],
  ['Policy', 'AccessPolicy, InsuranceCover'],
  ['Transaction', 'FinancialTransaction, LedgerEntry'],
  ['Category', 'TransactionCategory, BudgetCategory, FileCategory, CampaignCategory, NotificationCategory'],
  ['Notification', 'FeedNotification, NotificationDelivery'],
  ['Template', 'NotificationTemplate, ReportTemplate, MarketingAsset'],
  ['Application', 'AffiliateApplication, CampaignApplication'],
  ['Listing Review', 'CampaignListing, CampaignReview, RecipeReview, ConsultationRating'],
  ['Rule', 'AutoApplyRule, PostAutomation'],
  ['Report', 'PlanningReport, ContentReport, AccessReport, ComplianceReport, SecurityReport'],
  ['Statistics Stats Dashboard Analytics', '<Domain>Statistics: CoachConsultationStatistics, HrDashboard, AffiliateDashboard, CampaignStatistics'],
  ['Alert', 'HrAlert, SystemAlert'],
  ['Trend Trending', 'SpendingTrend, SocialTrend, trendingRecipes, trendingSearches'],
  ['Upload', 'EmployeeUpload, FileUpload'],
  ['Message Thread MessageSent', 'ChatMessage, ChatThread, ChatMessageSent, AstrologyMessage'],
  ['Post Comment PostPublished', 'SocialPost, SocialComment, SocialPostPublished'],
  ['Link', 'BioLink, ReferralLink'],
  ['Profile', 'AdvisorProfile, CoachProfile, EmployeeProfile, MembershipProfile, ChefProfile, BirthDetails'],
  ['Member Invite', 'OrganizationMembership, OrganizationInvitation, TeamMembership, ThreadParticipant'],
  ['Payout Refund Statement Credit', 'AffiliatePayout, PaymentRefund, BillingStatement, CreditBalance'],
  ['Feature Usage Limit', 'PlanFeature, FeatureUsage, FeatureFlag'],
  ['AuditLog Activity Feed', 'AuditEntry, auditTrail, CookingFeedEntry'],
  ['Item Line', 'OrderItem, InvoiceLine, ShoppingListItem, RecipeIngredient'],
  ['Platform Period Status Type Source', 'SocialPlatform, CampaignPlatform, ReviewerPlatform, BillingPeriod, <Entity>Status, <Entity>Type, TransactionSource'],
  ['Client Form Draft Submission Calculation Address', 'AdvisoryClient, PlanningForm, FormDraft, FormSubmission, Calculation…, PostalAddress'],
];

/** What to say instead of each bare name. */
export const BARE_NAMES: ReadonlyMap<string, string> = new Map(TABLE.flatMap(([names, instead]) => names.split(' ').map((name): [string, string] => [name, instead])));

/** A bare name that one subgraph owns after all. */
export const OWNED_BARE_NAMES: ReadonlyMap<string, { readonly subgraph: string; readonly instead: string }> = new Map([
  ['Role', { subgraph: 'access', instead: 'Role belongs to access; elsewhere PlatformRole, MembershipRole, TeamRole, ThreadRole, jobTitle' }],
]);
