using FollowUpFlows.App.Access;
using FollowUpFlows.App.Access.SignIn;
using FollowUpFlows.App.Api.Document;
using FollowUpFlows.App.Api.Editing;
using FollowUpFlows.App.Api.Http;
using FollowUpFlows.App.Api.Images;
using FollowUpFlows.App.Api.People;
using FollowUpFlows.App.Api.Plan;
using FollowUpFlows.App.Site;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace FollowUpFlows.App.Api;

/// <summary>The ASP.NET Core pipeline inside the catch-all function, built once at start.</summary>
public sealed class ConsolePipeline
{
    private readonly RequestDelegate pipeline;
    private readonly IHttpContextAccessor? accessor;

    public ConsolePipeline(IServiceProvider services)
    {
        accessor = services.GetService<IHttpContextAccessor>();
        ApplicationBuilder app = new(services);
        app.UseMiddleware<HttpManners>();
        app.UseExceptionHandler();      // inside: an exception that leaves a function is an empty answer on a real host
        app.UseStatusCodePages(HttpManners.ExplainAsync);
        if (services.GetRequiredService<SignInSettings>().Provider is not null)
        {
            app.UseAuthentication();
        }

        app.UseMiddleware<AccessMiddleware>();
        app.UseMiddleware<SiteMiddleware>();
        app.UseRouting();
        app.UseMiddleware<RoleMiddleware>();
        app.UseEndpoints(MapAll);
        pipeline = app.Build();
    }

    /// <summary>Answers the request.</summary>
    public Task RunAsync(HttpContext context)
    {
        // What the outer routing found is not ours: with it, the inner routing would run the catch-all again.
        context.SetEndpoint(null);
        context.Request.RouteValues.Clear();
        if (accessor is not null)
        {
            accessor.HttpContext = context;
        }

        return pipeline(context);
    }

    private static void MapAll(IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi(ApiDocument.Path);
        HealthEndpoints.Map(routes);
        SignInEndpoints.MapPages(routes);
        RouteGroupBuilder api = routes.MapGroup("")
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status500InternalServerError)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        SignInEndpoints.Map(api);
        AuditEndpoints.Map(api);
        AccessEndpoints.Map(api);
        ShopEndpoints.Map(api);
        DayEndpoints.Map(api);
        RankEndpoints.Map(api);
        RankTrialEndpoints.Map(api);
        CustomerEndpoints.Map(api);
        CustomerSearchEndpoints.Map(api);
        SegmentEndpoints.Map(api);
        CustomerNameEndpoints.Map(api);
        CustomerActEndpoints.Map(api);
        CustomerReachEndpoints.Map(api);
        CustomerPrivacyEndpoints.Map(api);
        HeldDecisionEndpoints.Map(api);
        OrderEndpoints.Map(api);
        TimelineEndpoints.Map(api);
        ConsentEndpoints.Map(api);
        ConsentRecordEndpoints.Map(api);
        RankProofEndpoints.Map(api);
        JourneyEndpoints.Map(api);
        JourneyPlanEndpoints.Map(api);
        TemplateEndpoints.Map(api);
        DraftEndpoints.Map(api);
        LintEndpoints.Map(api);
        PublishEndpoints.Map(api);
        VersionEndpoints.Map(api);
        RolloutEndpoints.Map(api);
        MessageDraftEndpoints.Map(api);
        MergeFieldEndpoints.Map(api);
        ImageEndpoints.Map(api);
        BackTestEndpoints.Map(api);
        PauseEndpoints.Map(api);
        BackFillEndpoints.Map(api);
        BroadcastEndpoints.Map(api);
        MoveEndpoints.Map(api);
        ConfigurationEndpoints.Map(api);
        CalendarEndpoints.Map(api);
        EnrollmentEndpoints.Map(api);
        SendEndpoints.Map(api);
        HeldBackEndpoints.Map(api);
        MessageEndpoints.Map(api);
        SuppressionEndpoints.Map(api);
        OutboxEndpoints.Map(api);
        ChannelEndpoints.Map(api);
        ChannelTestEndpoints.Map(api);
        LineMessageEndpoints.Map(api);
        CertificateEndpoints.Map(api);
        ExperimentEndpoints.Map(api);
        ReportEndpoints.Map(api);
        ReviewEndpoints.Map(api);
    }
}
