namespace FollowUpFlows.Pipeline.State;

/// <summary>The product's entity tables. Names are kept for ever; Azure allows letters and digits.</summary>
public static class Tables
{
    /// <summary>One partition a customer: profile, orders, consents, enrollments, sends.</summary>
    public const string Customers = "customers";

    /// <summary>By what a customer or an order is found again; one partition an alias.</summary>
    public const string Aliases = "aliases";

    /// <summary>By which names customers are looked for; one partition a beginning, by its hash.</summary>
    public const string Names = "names";

    /// <summary>What of a customer lies elsewhere, and whom a source knows: for those who ask to be forgotten.</summary>
    public const string Traces = "traces";

    /// <summary>Webhooks as they arrived, and what became of them.</summary>
    public const string Inbox = "inbox";

    /// <summary>What shops are asked for: things to fetch, what was seen of each, and how well they answer.</summary>
    public const string Pulls = "pulls";

    /// <summary>Rows that lead to work: written before what they point to, removed after it is done.</summary>
    public const string Indexes = "indexes";

    /// <summary>Published journeys with their messages.</summary>
    public const string Journeys = "journeys";

    /// <summary>Files that somebody is writing, not published yet, and what came of trying them.</summary>
    public const string Drafts = "drafts";

    /// <summary>Customer filters that the shop keeps under a name.</summary>
    public const string Segments = "segments";

    /// <summary>Rendered messages, the oldest first, until they are dropped.</summary>
    public const string Payloads = "payloads";

    /// <summary>Addresses that nothing may be sent to, by their hash.</summary>
    public const string Suppressions = "suppressions";

    /// <summary>Statements of consent of those who were forgotten since, by the hash of their address.</summary>
    public const string ConsentProofs = "consentproofs";

    /// <summary>Certificates of days: what was due, and what became of it.</summary>
    public const string Certificates = "certificates";

    /// <summary>Rich menus of LINE: their pictures, what was created there, and who sees which.</summary>
    public const string LineMenus = "linemenus";

    /// <summary>Images that messages show, by the hash of their bytes.</summary>
    public const string Images = "images";

    /// <summary>Who changed what over the API.</summary>
    public const string Audit = "audit";

    /// <summary>What the outbox channel has sent.</summary>
    public const string Outbox = "outbox";
}
