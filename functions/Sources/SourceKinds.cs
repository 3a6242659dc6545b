using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Sources.Base;
using FollowUpFlows.Sources.EcCube;
using FollowUpFlows.Sources.EventGrid;
using FollowUpFlows.Sources.FutureShop;
using FollowUpFlows.Sources.Line;
using FollowUpFlows.Sources.MakeShop;
using FollowUpFlows.Sources.SendGrid;
using FollowUpFlows.Sources.Shopify;
using FollowUpFlows.Sources.Square;
using FollowUpFlows.Sources.Standard;
using FollowUpFlows.Sources.Stores;
using FollowUpFlows.Sources.Stripe;
using FollowUpFlows.Sources.WooCommerce;

namespace FollowUpFlows.Sources;

/// <summary>Every kind of source that the settings can name: a folder each, and a line here.</summary>
public static class SourceKinds
{
    /// <summary>One of each; they hold no state.</summary>
    public static IReadOnlyList<IShopSource> All { get; } =
    [
        new BaseSource(),
        new EcCubeSource(),
        new EventGridSource(),
        new FutureShopSource(),
        new LineSource(),
        new MakeShopSource(),
        new SendGridSource(),
        new ShopifySource(),
        new SquareSource(),
        new StandardSource(),
        new StoresSource(),
        new StripeSource(),
        new WooCommerceSource(),
    ];
}
