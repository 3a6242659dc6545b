using FollowUpFlows.Compat;
using FollowUpFlows.Runtime.Durable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>Runs a functions application in one process: HTTP by Kestrel, queues and timers by listeners of its own.</summary>
internal sealed class EmbeddedRuntime : IEmbeddedRuntime
{
    /// <summary>Saves the search for the runtime's assembly by name; for programs that bring the runtime along. One that is there already
    /// stays.</summary>
    public static void Register() => EmbeddedRuntimes.Offer(new EmbeddedRuntime());

    public IHost Build(FunctionsApplicationBuilder builder)
    {
        RuntimeOptions options = RuntimeOptions.Read(builder.Configuration);
        HostSettings settings = HostSettings.Read(builder.Environment.ContentRootPath, builder.Configuration);
        FunctionDiscovery discovery = new(TriggerKinds.All(builder.IsWebApplication, new SettingText(builder.Configuration)));
        FunctionCatalog catalog = discovery.Find(builder.FunctionClasses);

        builder.Services.AddEmbeddedHost(catalog, builder.Middleware, settings, options).AddTelemetryExport(builder.Configuration);
        builder.Web.WebHost.UseUrls(options.Urls);
        if (builder.IsWebApplication)
        {
            builder.Services.AddMvcCore(); // IActionResult needs its executors and formatters
        }

        WebApplication application = builder.Web.Build();
        LeaveSignInToTheFunctions(application);
        application.Services.GetRequiredService<TaskRegistry>(); // refuses two orchestrators of one name now rather than at the first call
        application.Use(RequestSpans.AnswerAsync);
        ((IApplicationBuilder)application).Map(EventGridEndpoint.Path, a => a.Run(application.Services.GetRequiredService<EventGridEndpoint>().HandleAsync));
        ManagementEndpoint management = application.Services.GetRequiredService<ManagementEndpoint>();
        ((IApplicationBuilder)application).MapWhen(c => ManagementApi.Has(c.Request.Path), a => a.Run(management.HandleAsync));
        HealthProbes probes = application.Services.GetRequiredService<HealthProbes>();
        ((IApplicationBuilder)application).MapWhen(c => HealthProbes.Has(c.Request.Path), a => a.Run(probes.AnswerAsync));
        application.Use(application.Services.GetRequiredService<DiskGuard>().AnswerAsync);
        application.Run(application.Services.GetRequiredService<HttpFunctions>().HandleAsync);
        return new EmbeddedHost(application, catalog, options);
    }

    /// <summary>A web application adds sign-in by itself once such services are registered. On a real host nothing stands before the
    /// functions, so it must not here: their own pipelines do it.</summary>
    private static void LeaveSignInToTheFunctions(IApplicationBuilder application)
    {
        application.Properties["__AuthenticationMiddlewareSet"] = true;
        application.Properties["__AuthorizationMiddlewareSet"] = true;
    }
}
