using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace CityOps.Dashboard.Access;

/// <summary>How much one address may ask for what is dear: guesses at passwords and keys, and long reads of the store.</summary>
static class RateLimits
{
    /// <summary>Attempts to sign in.</summary>
    public const string SignIn = "sign-in";

    /// <summary>Ways to the city's sign-on.</summary>
    public const string SignOn = "sign-on";

    /// <summary>Reads of many readings at once.</summary>
    public const string LongReads = "long-reads";

    const int AttemptsAMinute = 20;
    const int ReadsAtOnce = 8;
    const int ReadsWaiting = 32;

    public static IServiceCollection AddRateLimits(this IServiceCollection services) => services.AddRateLimiter(options =>
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.OnRejected = (context, _) =>
        {
            context.HttpContext.Response.Headers.RetryAfter = "60";
            return new ValueTask(Results.Problem("Too many requests from this address; try again in a minute.", statusCode: StatusCodes.Status429TooManyRequests).ExecuteAsync(context.HttpContext));
        };
        options.AddPolicy(SignIn, context => HttpMethods.IsPost(context.Request.Method) ? Attempts(context) : RateLimitPartition.GetNoLimiter("looking"));
        options.AddPolicy(SignOn, Attempts);
        options.AddPolicy(LongReads, context => RateLimitPartition.GetConcurrencyLimiter(
            AddressOf(context), _ => new ConcurrencyLimiterOptions { PermitLimit = ReadsAtOnce, QueueLimit = ReadsWaiting }));
    });

    static RateLimitPartition<string> Attempts(HttpContext context) => RateLimitPartition.GetFixedWindowLimiter(
        AddressOf(context), _ => new FixedWindowRateLimiterOptions { PermitLimit = AttemptsAMinute, Window = TimeSpan.FromMinutes(1) });

    /// <summary>Whoever has one IPv6 address has all of its /64.</summary>
    internal static string AddressOf(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } address)
        {
            return "";
        }

        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return address.AddressFamily == AddressFamily.InterNetworkV6 && !IPAddress.IsLoopback(address)
            ? new IPAddress([.. address.GetAddressBytes()[..8], .. new byte[8]]).ToString() : address.ToString();
    }
}
