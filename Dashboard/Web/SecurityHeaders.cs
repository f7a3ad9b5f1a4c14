namespace CityOps.Dashboard.Web;

/// <summary>What every answer tells the browser it may do: load from us alone, be framed by nobody.</summary>
public static class SecurityHeaders
{
    /// <summary>
    /// Styles may be inline because MudBlazor writes its palette into the page; scripts may not, so the page has no import map.
    /// </summary>
    /// <param name="tiles">The one place elsewhere from which the map may load; null = none.</param>
    public static string PolicyWith(string? tiles)
    {
        var from = tiles is null ? "" : " " + tiles;
        return $"default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:{from}; font-src 'self'; " +
            $"connect-src 'self'{from}; worker-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
    }

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app, string? tiles) => app.Use((http, next) =>
    {
        // Set when the answer starts: the error page clears headers set earlier.
        http.Response.OnStarting(() =>
        {
            Write(http.Response.Headers, tiles);
            if (http.Request.Path.StartsWithSegments("/api") || http.Request.Path.StartsWithSegments("/audit"))
            {
                http.Response.Headers.CacheControl = "no-store";
            }

            return Task.CompletedTask;
        });
        return next(http);
    });

    internal static void Write(IHeaderDictionary headers, string? tiles)
    {
        headers.ContentSecurityPolicy = PolicyWith(tiles);
        headers.XFrameOptions = "DENY";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
    }
}
