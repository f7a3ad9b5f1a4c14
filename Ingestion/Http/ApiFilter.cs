using CityOps.Storage.Telemetry;
using Microsoft.AspNetCore.Http.Metadata;

namespace CityOps.Ingestion.Http;

/// <summary>
/// Around every API handler: a query parameter nobody declared is a mistake of the caller; an <see cref="ApiException"/>, and a store that is away, are answers.
/// </summary>
public sealed class ApiFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            RefuseUnknownParameters(context.HttpContext);
            return await next(context);
        }
        catch (ApiException e)
        {
            return Results.Problem(e.Message, statusCode: e.Status);
        }
        catch (BadHttpRequestException e)
        {
            return Results.Problem(e.Message, statusCode: e.StatusCode);
        }
        catch (TelemetryStoreException e)
        {
            return Results.Problem(e.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    static void RefuseUnknownParameters(HttpContext context)
    {
        // The hub is mapped in one group with its snapshot, and its protocol has parameters of its own.
        if (!context.Request.Path.StartsWithSegments("/api"))
        {
            return;
        }

        // Handlers take query parameters, and places in the path, as texts; everything else they take is ours.
        var declared = context.GetEndpoint()?.Metadata.GetOrderedMetadata<IParameterBindingMetadata>()
            .Where(parameter => parameter.ParameterInfo.ParameterType == typeof(string)).Select(parameter => parameter.Name) ?? [];
        foreach (var (name, values) in context.Request.Query)
        {
            if (context.Request.RouteValues.ContainsKey(name) || !declared.Contains(name, StringComparer.Ordinal))
            {
                throw ApiException.BadParameter(name, "no such parameter here");
            }

            if (values.Count > 1)
            {
                throw ApiException.BadParameter(name, "given more than once");
            }
        }
    }
}
