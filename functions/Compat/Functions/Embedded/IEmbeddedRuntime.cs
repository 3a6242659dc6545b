using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

namespace FollowUpFlows.Compat;

/// <summary>The one door from the official surface to the runtime behind it.</summary>
internal interface IEmbeddedRuntime
{
    /// <summary>Finds and checks the functions, completes the services, and builds the host that runs them.</summary>
    /// <exception cref="InvalidOperationException">Faulty functions or settings, all named at once.</exception>
    IHost Build(FunctionsApplicationBuilder builder);
}
