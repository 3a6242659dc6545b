using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Azure.Functions.Worker;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>Template, constraints and methods of one HTTP function.</summary>
internal sealed class HttpRoute
{
    private readonly TemplateMatcher matcher;
    private readonly IDictionary<string, IRouteConstraint> constraints;
    private readonly string[]? methods;

    /// <param name="prefix">Of host.json, without slashes at its ends; empty for none.</param>
    public HttpRoute(EmbeddedFunction function, HttpTriggerAttribute trigger, string prefix, IInlineConstraintResolver constraintResolver)
    {
        Function = function;
        methods = trigger.Methods is { Length: > 0 } given ? given : null;
        RouteTemplate template = TemplateParser.Parse($"{prefix}/{HttpTriggerKind.RouteOf(function.Entry).TrimStart('/')}".TrimStart('/'));
        Matched = new MatchedRoute(template.TemplateText!);
        matcher = new TemplateMatcher(template, Defaults(template));
        constraints = Constraints(template, constraintResolver);

        // As on a real host, where a nested pipeline that keeps this endpoint enters the function again and fails.
        Endpoint = new Endpoint(
            _ => throw new InvalidOperationException(
                $"A nested pipeline entered function '{function.Name}' again: call HttpContext.SetEndpoint(null) before it."),
            EndpointMetadataCollection.Empty,
            function.Name);
    }

    public EmbeddedFunction Function { get; }

    public Endpoint Endpoint { get; }

    public MatchedRoute Matched { get; }

    public bool TryMatch(HttpContext context, [NotNullWhen(true)] out RouteValueDictionary? values)
    {
        values = null;
        if (methods?.Contains(context.Request.Method, StringComparer.OrdinalIgnoreCase) == false)
        {
            return false;
        }

        RouteValueDictionary found = [];
        if (!matcher.TryMatch(context.Request.Path.HasValue ? context.Request.Path : "/", found)
            || constraints.Any(c => !c.Value.Match(context, null, c.Key, found, RouteDirection.IncomingRequest)))
        {
            return false;
        }

        values = found;
        return true;
    }

    private static RouteValueDictionary Defaults(RouteTemplate template) =>
        new(template.Parameters.Where(p => p.DefaultValue is not null).ToDictionary(p => p.Name!, p => p.DefaultValue));

    private static IDictionary<string, IRouteConstraint> Constraints(RouteTemplate template, IInlineConstraintResolver resolver)
    {
        RouteConstraintBuilder builder = new(resolver, template.TemplateText!);
        foreach (TemplatePart parameter in template.Parameters)
        {
            if (parameter.IsOptional)
            {
                builder.SetOptional(parameter.Name!);
            }

            foreach (InlineConstraint constraint in parameter.InlineConstraints)
            {
                builder.AddResolvedConstraint(parameter.Name!, constraint.Constraint);
            }
        }

        return builder.Build();
    }
}
