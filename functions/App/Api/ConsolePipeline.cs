using FollowUpFlows.App.Access;
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
        app.UseExceptionHandler();      // inside: an exception that leaves a function is an empty answer on a real host
        app.UseStatusCodePages();       // 404 and 405 as problem details
        app.UseMiddleware<AccessMiddleware>();
        app.UseRouting();
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
        HealthEndpoints.Map(routes);
        OutboxEndpoints.Map(routes);
        ReviewEndpoints.Map(routes);
    }
}
