using Azure.Core;
using FollowUpFlows.Compat.Storage;

namespace Azure.Data.Tables;

public class TableClientOptions : ClientOptions
{
    public TableClientOptions(ServiceVersion serviceVersion = ServiceVersion.V2020_12_06) => VersionText = StoragePipeline.VersionText(serviceVersion);

    /// <summary>What the service calls its versions.</summary>
    public enum ServiceVersion
    {
        V2019_02_02 = 1,
        V2020_12_06 = 2,
    }

    internal string VersionText { get; }
}
