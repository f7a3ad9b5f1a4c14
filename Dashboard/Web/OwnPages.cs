using CityOps.Ingestion.Configuration;

namespace CityOps.Dashboard.Web;

/// <summary>
/// A cookie speaks for its person wherever the browser sends it, also from a page of a neighbour's host name. So what comes by cookie and changes
/// something, or opens a socket, must come from our own pages: browsers say so, and cannot be made to say it wrong. Keys are nobody's but their
/// holder's, and are not asked.
/// </summary>
static class OwnPages
{
    public static void Require(this IApplicationBuilder app, CitySettings settings) => app.Use((context, next) =>
    {
        var request = context.Request;
        var changes = !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsOptions(request.Method);
        return (changes || context.WebSockets.IsWebSocketRequest) && request.Headers.Authorization.Count == 0 && !IsOurs(request, settings.Web.PublicUrl)
            ? Results.Problem("Sent by a page of another site.", statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(context)
            : next(context);
    });

    static bool IsOurs(HttpRequest request, Uri? publicUrl)
    {
        if (request.Headers.Origin.ToString() is { Length: > 0 } origin)
        {
            return origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase)
                || (publicUrl is not null && origin.Equals(publicUrl.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase));
        }

        // No browser, or an old one that sends neither: then the cookie's own SameSite rule has kept strangers out.
        return request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none";
    }
}
