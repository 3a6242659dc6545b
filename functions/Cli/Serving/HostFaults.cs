using FollowUpFlows.App.Settings;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Runtime.Durable;
using Microsoft.AspNetCore.Connections;

namespace FollowUpFlows.Cli.Serving;

/// <summary>What keeps the application from being put together or from starting, in the words of a refusal.</summary>
internal static class HostFaults
{
    /// <summary>Null for a fault that is the program's own.</summary>
    public static string? TextOf(Exception fault) => fault switch
    {
        IOException { InnerException: IOException { InnerException: AddressInUseException } taken } =>
            $"{taken.Message} Stop the process that listens there, or choose another port with --port.",  // the runtime's own remedy is no option here
        InvalidDataException => $"{fault.Message} {fault.GetBaseException().Message}",  // where the JSON of the settings breaks off
        SettingsException or StorageException or InstanceStoreException or IOException or UnauthorizedAccessException or InvalidOperationException => fault.Message,
        _ => null,
    };
}
