using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Azure.Functions.Worker;

namespace FollowUpFlows.Runtime.Hosting;

internal sealed class EmbeddedFunctionDefinition(FunctionEntry entry) : FunctionDefinition
{
    private const int IdBytes = 8;

    public override ImmutableArray<FunctionParameter> Parameters { get; } =
        [.. entry.Method.GetParameters().Select(p => new FunctionParameter(p.Name!, p.ParameterType, p.HasDefaultValue, p.DefaultValue))];

    public override string PathToAssembly { get; } = entry.Method.DeclaringType!.Assembly.Location;

    public override string EntryPoint { get; } = entry.Place;

    public override string Id { get; } =
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{entry.Name}|{entry.Place}")).AsSpan(0, IdBytes));

    public override string Name { get; } = entry.Name;

    public override IImmutableDictionary<string, BindingMetadata> InputBindings { get; } =
        ImmutableDictionary<string, BindingMetadata>.Empty
            .Add(entry.TriggerParameter.Name!, new Binding(entry.TriggerParameter.Name!, entry.Kind.BindingType));

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings => ImmutableDictionary<string, BindingMetadata>.Empty;

    private sealed class Binding(string name, string type) : BindingMetadata
    {
        public override string Name { get; } = name;

        public override string Type { get; } = type;

        public override BindingDirection Direction => BindingDirection.In;
    }
}
