using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Mvc;

namespace CityOps.Dashboard.Access;

/// <summary>Signing out. Signing in is a page.</summary>
static class SignInEndpoints
{
    /// <summary>As pages link to it.</summary>
    public const string SignOutPage = "sign-out";

    /// <summary><c>POST /sign-out</c> with the antiforgery token of the form: nobody else's page can sign a person out.</summary>
    public static void MapSignOut(this IEndpointRouteBuilder app) =>
        app.MapPost("/" + SignOutPage, SignOutAsync).AllowAnonymous().ExcludeFromDescription();

    // Only a bound form makes the framework check the token.
    static async Task<IResult> SignOutAsync(HttpContext context, Sessions sessions, [FromForm(Name = "from")] string? from)
    {
        await sessions.EndAsync(context.User, context.RequestAborted);
        await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return Results.LocalRedirect("~" + AccessServices.SignInPath);
    }
}
