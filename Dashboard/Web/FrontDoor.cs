using System.Net;
using CityOps.Ingestion.Configuration;
using Microsoft.AspNetCore.HttpOverrides;

namespace CityOps.Dashboard.Web;

/// <summary>
/// What every request passes before anything else looks at it, routing included: who really asks and by what scheme, where a proxy that is trusted
/// says so; under which path the city is; and that pages do not work over plain HTTP from elsewhere.
/// </summary>
sealed class FrontDoor(CitySettings settings, IHostEnvironment environment) : IStartupFilter
{
    /// <summary>The page that says why. Under this name only here: asked for by hand it is an ordinary page.</summary>
    public const string PlainHttpPath = "/plain-http";

    const int KeepTlsDays = 365;

    static readonly string[] ForPrograms = ["/api", "/hubs", "/openapi", "/health", "/metrics"];

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.UseForwardedHeaders();
        app.Use(UnderPublicName);
        app.Use(UnderPathBase);
        if (environment.IsProduction())
        {
            app.UseHsts();
            app.Use(RefusePlainHttp);
        }

        next(app);
    };

    public static IServiceCollection Add(IServiceCollection services, WebSettings web)
    {
        services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            (options.ForwardLimit, options.RequireHeaderSymmetry) = (null, false);
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var proxy in web.TrustedProxies)
            {
                options.KnownIPNetworks.Add(proxy);
            }

        });
        services.AddHsts(options => options.MaxAge = TimeSpan.FromDays(KeepTlsDays));
        return services.AddTransient<IStartupFilter, FrontDoor>();
    }

    // Links in answers are made with the host that was asked for; a caller may say any.
    Task UnderPublicName(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (request.IsHttps && settings.Web.PublicUrl is { } url && !IsThisMachine(request.Host.Host))
        {
            request.Host = HostString.FromUriComponent(url);
        }

        return next(context);
    }

    static bool IsThisMachine(string host) => host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    // The proxy may take the path away or leave it: links of pages have it in both cases.
    Task UnderPathBase(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (settings.Web.PathBase is { Length: > 0 } path)
        {
            if (request.Path.StartsWithSegments(path, StringComparison.Ordinal, out var rest))
            {
                request.Path = rest.HasValue ? rest : "/";
            }

            request.PathBase = path;
        }

        return next(context);
    }

    Task RefusePlainHttp(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (!request.IsHttps && !IsForPrograms(request.Path) && IsElsewhere(context))
        {
            (request.Method, request.Path, request.QueryString) = (HttpMethods.Get, PlainHttpPath, QueryString.Empty);
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        }

        return next(context);
    }

    // Programs bring a key of theirs and decide for themselves; the page needs its styles.
    static bool IsForPrograms(PathString path) => Path.HasExtension(path.Value) || ForPrograms.Any(prefix => path.StartsWithSegments(prefix));

    /// <summary>
    /// Not from this machine, and not from a proxy for itself; or by the public name, which is one of TLS: then the proxy did not say that it was asked
    /// by TLS.
    /// </summary>
    bool IsElsewhere(HttpContext context)
    {
        if (settings.Web.PublicUrl is { Scheme: "https", IsLoopback: false } url && context.Request.Host.Host.Equals(url.Host, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        return context.Connection.RemoteIpAddress is { } address && !IPAddress.IsLoopback(address) &&
            !settings.Web.TrustedProxies.Any(network => network.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address));
    }
}
